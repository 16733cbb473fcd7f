namespace SysCsv.Transports.RabbitMq.Sending;

/// <summary>Which of a channel's messages the broker has not answered for yet, by sequence number; bounded.</summary>
/// <remarks>
/// The client library can track confirms, at the price of a task, a dictionary entry and a header for each message.
/// Here a message costs one slot of a ring.
/// </remarks>
internal sealed class ConfirmWindow(int capacity)
{
    private readonly Lock _gate = new();
    private readonly PendingSend?[] _slots = new PendingSend?[capacity];
    private ulong _lowest = 1;
    private ulong _next = 1;
    private TaskCompletionSource? _space;
    private volatile TransportException? _end;

    /// <summary>Why the channel is of no use any more; null while it is.</summary>
    public TransportException? End => _end;

    /// <summary>The number of answers so far, to see whether the broker still works.</summary>
    public ulong Answered { get; private set; }

    /// <summary>Throws why the channel is of no use any more, if it is not.</summary>
    public void ThrowIfEnded()
    {
        // A new one for each caller, since a shared exception's stack trace grows with each throw.
        if (_end is { } end)
            throw new TransportException(end.Failure, end.Message, end);
    }

    /// <summary>Takes the next sequence number for a message of <paramref name="send"/>; false if the window is full.</summary>
    public bool TryAdd(PendingSend send)
    {
        lock (_gate)
        {
            ThrowIfEnded();
            if (_next - _lowest >= (ulong)_slots.Length)
                return false;
            _slots[Slot(_next++)] = send;
            return true;
        }
    }

    /// <summary>Ends when a good part of the window is free, so that a full one costs few wake-ups.</summary>
    public Task SpaceAsync()
    {
        lock (_gate)
        {
            ThrowIfEnded();
            if (HasSpace)
                return Task.CompletedTask;
            _space ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _space.Task;
        }
    }

    public void Answer(ulong sequenceNumber, bool multiple, bool accepted)
    {
        lock (_gate)
        {
            if (_end is not null || sequenceNumber < _lowest || sequenceNumber >= _next)
                return;

            for (var number = multiple ? _lowest : sequenceNumber; number <= sequenceNumber; number++)
                AnswerOne(number, accepted);
            while (_lowest < _next && _slots[Slot(_lowest)] is null)
                _lowest++;

            if (_space is not null && HasSpace)
            {
                _space.TrySetResult();
                _space = null;
            }
        }
    }

    /// <summary>Fails all that is not answered and all that comes. The first reason stays.</summary>
    public void Fail(TransportException end)
    {
        lock (_gate)
        {
            if (_end is not null)
                return;
            _end = end;
            for (var number = _lowest; number < _next; number++)
                _slots[Slot(number)]?.Fail(end);
            _space?.TrySetResult();
            _space = null;
        }
    }

    private bool HasSpace => _next - _lowest <= (ulong)_slots.Length / 2;

    private void AnswerOne(ulong number, bool accepted)
    {
        ref var slot = ref _slots[Slot(number)];
        if (slot is null)
            return;
        slot.Answer(accepted);
        slot = null;
        Answered++;
    }

    private int Slot(ulong number) => (int)(number % (ulong)_slots.Length);
}
