using SysCsv.Transports;

namespace SysCsv.Testing.Transports;

/// <summary>The broker behind <see cref="InMemoryTransport"/>: share one between transports to play several processes.</summary>
/// <remarks>Safe for use from many threads. It can fail on demand: see <see cref="Outage"/>, <see cref="DropConnections"/> and <see cref="ExpireLocks"/>.</remarks>
public sealed class InMemoryQueue
{
    private readonly Lock _gate = new();
    private readonly LinkedList<InMemoryMessage> _ready = new();
    private readonly Dictionary<long, InMemoryMessage> _held = [];
    private readonly SortedDictionary<long, InMemoryMessage> _dead = [];
    private readonly HashSet<InMemoryReceiver> _receivers = [];
    private TaskCompletionSource _changed = NewSignal();
    private long _lastNumber;
    private bool _exists;

    /// <summary>After how many deliveries an abandoned message goes to the dead letters. 10.</summary>
    public int DeliveryLimit { get; init; } = 10;

    /// <summary>How long a delivery is locked; infinite by default.</summary>
    public TimeSpan LockTime { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>The clock of locks, waits and dead letters. The system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What every call fails with from now on; null for none.</summary>
    public TransportFailure? Outage { get; set; }

    /// <summary>Ends every receiver and releases what it holds, as a lost connection would.</summary>
    public void DropConnections()
    {
        lock (_gate)
        {
            foreach (var receiver in _receivers.ToList())
                CloseLocked(receiver);
        }
    }

    /// <summary>Ends the locks of all deliveries; their receivers stay open.</summary>
    public void ExpireLocks()
    {
        lock (_gate)
        {
            ReturnLocked([.. _held.Values]);
        }
    }

    internal void Ensure()
    {
        lock (_gate)
        {
            ThrowIfOut();
            _exists = true;
        }
    }

    internal void Send(IReadOnlyList<OutgoingMessage> messages)
    {
        lock (_gate)
        {
            ThrowIfMissing();
            var now = TimeProvider.GetUtcNow();
            foreach (var message in messages)
                _ready.AddLast(new InMemoryMessage(++_lastNumber, message.Id, message.Body.ToArray(), message.TraceParent) { Arrived = now });
            SignalLocked();
        }
    }

    internal void Open(InMemoryReceiver receiver)
    {
        lock (_gate)
        {
            ThrowIfMissing();
            _receivers.Add(receiver);
        }
    }

    internal void Close(InMemoryReceiver receiver)
    {
        lock (_gate)
        {
            CloseLocked(receiver);
        }
    }

    /// <summary>Takes what is ready for the receiver, and the signal to wait for if that is nothing.</summary>
    internal IReadOnlyList<Delivery> Take(InMemoryReceiver receiver, int max, out Task changed)
    {
        lock (_gate)
        {
            ThrowIfOut();
            ThrowIfClosed(receiver);
            ExpireLocked();
            changed = _changed.Task;
            var room = Math.Min(max, receiver.Prefetch - _held.Values.Count(message => message.Holder == receiver));
            var taken = new List<Delivery>();
            for (; room > 0 && _ready.First is { } first; room--)
            {
                _ready.RemoveFirst();
                var message = first.Value.HeldBy(receiver, LockEnd());
                _held.Add(message.Number, message);
                taken.Add(new InMemoryDelivery(message));
            }

            return taken;
        }
    }

    internal Settlement Complete(InMemoryReceiver receiver, IReadOnlyList<Delivery> deliveries) =>
        Settle(receiver, deliveries, static _ => { });

    internal Settlement Abandon(InMemoryReceiver receiver, IReadOnlyList<Delivery> deliveries) =>
        Settle(receiver, deliveries, message => ReturnLocked([message]));

    internal Settlement Bury(InMemoryReceiver receiver, Delivery delivery, string reason) =>
        Settle(receiver, [delivery], message => BuryLocked(message, reason));

    internal QueueDepth Count()
    {
        lock (_gate)
        {
            ThrowIfMissing();
            ExpireLocked();
            return new QueueDepth(_ready.Count, _held.Count, _dead.Count, _receivers.Count) { OldestAge = OldestAgeLocked() };
        }
    }

    internal IReadOnlyList<DeadLetter> ListDead(int max)
    {
        lock (_gate)
        {
            ThrowIfMissing();
            return [.. _dead.Values.Take(max).Select(message => message.ToDeadLetter())];
        }
    }

    internal int RemoveDead(IReadOnlyCollection<string>? ids, bool replay)
    {
        lock (_gate)
        {
            ThrowIfMissing();
            var wanted = ids?.ToHashSet();
            var chosen = _dead.Values.Where(message => wanted is null || wanted.Contains(message.Key)).ToList();
            foreach (var message in chosen)
            {
                _dead.Remove(message.Number);
                if (replay)
                    _ready.AddLast(message.Again(++_lastNumber, TimeProvider.GetUtcNow()));
            }

            SignalLocked();
            return chosen.Count;
        }
    }

    private Settlement Settle(InMemoryReceiver receiver, IReadOnlyList<Delivery> deliveries, Action<InMemoryMessage> settle)
    {
        lock (_gate)
        {
            ThrowIfOut();
            ThrowIfClosed(receiver);
            ExpireLocked();
            var settlement = Settlement.Settled;
            foreach (var delivery in deliveries)
            {
                if (delivery is InMemoryDelivery known && _held.TryGetValue(known.Message.Number, out var held) && held == known.Message)
                {
                    _held.Remove(held.Number);
                    settle(held);
                }
                else
                {
                    settlement = Settlement.Lost;
                }
            }

            SignalLocked();
            return settlement;
        }
    }

    private void CloseLocked(InMemoryReceiver receiver)
    {
        if (!_receivers.Remove(receiver))
            return;
        foreach (var message in _held.Values.Where(message => message.Holder == receiver).OrderByDescending(message => message.Number).ToList())
        {
            _held.Remove(message.Number);
            _ready.AddFirst(message.Released());
        }

        SignalLocked();
    }

    private void ReturnLocked(List<InMemoryMessage> messages)
    {
        foreach (var message in messages)
        {
            _held.Remove(message.Number);
            if (message.Attempts >= DeliveryLimit)
                BuryLocked(message, $"Delivered {message.Attempts} times without being settled.");
            else
                _ready.AddFirst(message with { Holder = null });
        }

        SignalLocked();
    }

    private TimeSpan OldestAgeLocked()
    {
        var now = TimeProvider.GetUtcNow();
        return now - _ready.Concat(_held.Values).Select(message => message.Arrived).DefaultIfEmpty(now).Min();
    }

    private void BuryLocked(InMemoryMessage message, string reason) =>
        _dead.Add(++_lastNumber, message.Dead(_lastNumber, reason, TimeProvider.GetUtcNow()));

    private DateTimeOffset LockEnd() =>
        LockTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : TimeProvider.GetUtcNow() + LockTime;

    private void ExpireLocked()
    {
        var now = TimeProvider.GetUtcNow();
        var expired = _held.Values.Where(message => message.LockedUntil <= now).ToList();
        if (expired.Count > 0)
            ReturnLocked(expired);
    }

    private void SignalLocked()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    private void ThrowIfClosed(InMemoryReceiver receiver)
    {
        if (!_receivers.Contains(receiver))
            throw new TransportException(TransportFailure.ConnectionLost, "The receiver was closed. Open another one.");
    }

    private void ThrowIfMissing()
    {
        ThrowIfOut();
        if (!_exists)
            throw new TransportException(TransportFailure.QueueMissing, "The queue does not exist. Call EnsureQueueAsync first.");
    }

    private void ThrowIfOut()
    {
        if (Outage is { } failure)
            throw new TransportException(failure, "The in-memory queue was told to fail.");
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
