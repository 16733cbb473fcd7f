using System.Threading.Channels;
using Amqp;
using Amqp.Framing;
using Amqp.Handler;
using SysCsv.Transports.AzureServiceBus.Connections;
using SysCsv.Transports.AzureServiceBus.Dialects;

namespace SysCsv.Transports.AzureServiceBus.Receiving;

/// <summary>A receiving link whose messages are locked until they are settled, with credit for no more than its prefetch.</summary>
internal sealed class PeekLockLink : IDeliverySink
{
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DrainLook = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan ShortestLock = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly HashSet<ServiceBusDelivery> _held = [];
    private readonly Dictionary<IDelivery, ServiceBusDelivery> _settling = new(ReferenceEqualityComparer.Instance);
    private readonly Channel<ServiceBusDelivery> _arrived = Channel.CreateUnbounded<ServiceBusDelivery>(new() { SingleWriter = true });
    private readonly BrokerConnection _connection;
    private readonly Dialect _dialect;
    private readonly AzureServiceBusOptions _options;
    private readonly TimeProvider _time;
    private Session _session = null!;
    private ReceiverLink _link = null!;
    private IDelivery? _arriving;
    private long _settledAt;
    private int _credit;
    private int _owed;

    private PeekLockLink(BrokerConnection connection, Dialect dialect, AzureServiceBusOptions options, TimeProvider time)
    {
        _connection = connection;
        _dialect = dialect;
        _options = options;
        _time = time;
    }

    /// <summary>What the broker knows the link by.</summary>
    public string Name => _link.Name;

    /// <summary>Why nothing comes any more; null while something can come.</summary>
    public TransportException? End { get; private set; }

    public ChannelReader<ServiceBusDelivery> Arrived => _arrived.Reader;

    /// <summary>Messages locked here, those nobody has taken yet included.</summary>
    public int HeldCount
    {
        get
        {
            lock (_gate)
                return _held.Count;
        }
    }

    public static async Task<PeekLockLink> OpenAsync(
        BrokerConnection connection, Dialect dialect, string address, int prefetch, AzureServiceBusOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        await connection.AuthorizeAsync(address, cancellationToken);
        var opened = new PeekLockLink(connection, dialect, options, time);
        try
        {
            await opened.AttachAsync(address, cancellationToken);
            opened.Grant(prefetch);
            return opened;
        }
        catch
        {
            await opened.LetGoAsync();
            throw;
        }
    }

    /// <summary>Allows the broker to send so many more.</summary>
    /// <exception cref="TransportException">The connection is gone.</exception>
    public void Grant(int count)
    {
        lock (_gate)
        {
            _owed += count;
            if (!_dialect.CanChangeCredit && _credit > 0)
                return;
            try
            {
                GrantOwed();
            }
            catch (Exception e) when (ServiceBusErrors.IsGone(e))
            {
                throw ServiceBusErrors.From(e, _options.Queue);
            }
        }
    }

    public bool Holds(ServiceBusDelivery delivery)
    {
        lock (_gate)
            return End is null && _held.Contains(delivery);
    }

    /// <summary>The held messages whose locks have to be renewed by now.</summary>
    public List<ServiceBusDelivery> FindDue(DateTimeOffset now)
    {
        lock (_gate)
            return [.. _held.Where(delivery => delivery.RenewAt <= now)];
    }

    /// <summary>Settles and waits for the broker's answer. What was settled before, or belongs to another link, counts as lost.</summary>
    public async Task<Settlement> SettleAsync(
        IReadOnlyList<ServiceBusDelivery> deliveries, DeliveryState state, CancellationToken cancellationToken)
    {
        if (deliveries.Count == 0)
            return Settlement.Settled;
        var pending = new PendingSettlement(deliveries.Count);
        foreach (var delivery in deliveries)
            if (!TryBegin(delivery, pending) || !TryDispose(delivery, state))
                pending.Answer(taken: false);
        try
        {
            return await pending.Completion.WaitAsync(_options.Timeout, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // A broker that does not answer has not said no; the connection is dead without knowing.
            _connection.Abort();
            return Settlement.Lost;
        }
    }

    /// <summary>Settles messages that are done with for good.</summary>
    /// <exception cref="TransportException">The broker did not take it for all of them: some are still there.</exception>
    public async Task RemoveAsync(IReadOnlyList<ServiceBusDelivery> deliveries, CancellationToken cancellationToken)
    {
        if (await SettleAsync(deliveries, new Accepted(), cancellationToken) == Settlement.Lost)
            throw End ?? ServiceBusErrors.Lost();
    }

    /// <summary>Waits until a message is here, and tells whether one came in time.</summary>
    /// <exception cref="TransportException">The link ended: what is still here is no longer ours.</exception>
    public async Task<bool> WaitAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var waiting = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, cancellationToken);
        try
        {
            if (!Arrived.TryPeek(out _))
                await Arrived.WaitToReadAsync(either.Token);
            return End is null ? true : throw new TransportException(End.Failure, End.Message, End);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The next message, or null if none came in time.</summary>
    /// <exception cref="TransportException">The link ended.</exception>
    public async Task<ServiceBusDelivery?> NextAsync(TimeSpan patience, CancellationToken cancellationToken) =>
        await WaitAsync(patience, cancellationToken) && Arrived.TryRead(out var delivery) ? delivery : null;

    /// <summary>Stops the broker, gives back what is held, and detaches.</summary>
    public async Task CloseAsync()
    {
        if (End is null)
        {
            await DrainAsync();
            List<ServiceBusDelivery> left;
            lock (_gate)
                left = [.. _held];
            await SettleAsync(left, new Released(), CancellationToken.None);
            await LingerAsync();
        }

        await LetGoAsync();
    }

    void IDeliverySink.Arriving(IDelivery delivery) => _arriving = delivery;

    void IDeliverySink.Answered(IDelivery delivery)
    {
        ServiceBusDelivery? settled;
        lock (_gate)
            _settling.Remove(delivery, out settled);
        _settledAt = _time.GetTimestamp();
        settled?.Settling!.Answer(delivery.State is not Rejected { Error: not null });
    }

    private async Task LingerAsync()
    {
        var left = _dialect.Linger - _time.GetElapsedTime(_settledAt);
        if (_settledAt != 0 && left > TimeSpan.Zero)
            await Task.Delay(left, _time);
    }

    // A session that could not be made is not there.
    private async Task LetGoAsync()
    {
        if (_link is not null)
            _connection.Events.Remove(_link);
        Finish(null);
        if (_session is not null)
            await _connection.EndAsync(_session);
    }

    private async Task AttachAsync(string address, CancellationToken cancellationToken)
    {
        _session = _connection.NewSession();
        var name = $"syscsv-receive-{Guid.NewGuid():N}";
        var opening = new LinkOpening(toSend: false);
        _link = new ReceiverLink(
            _session, name,
            new Attach
            {
                Source = new Source { Address = address },
                Target = new Target { Address = name },
                SndSettleMode = SenderSettleMode.Unsettled,
                RcvSettleMode = _dialect.SettleMode,
            },
            opening.OnAttached);
        _connection.Events.Add(_link, this);
        await opening.CompletedAsync(_link, _options.Timeout, _time, cancellationToken);
        _link.AddClosedCallback((_, error) => Finish(error));

        // The callback has to stand before the first credit.
        _link.Start(0, (_, message) => Arrive(message));
    }

    private void Arrive(Message message)
    {
        var now = _time.GetUtcNow();
        var delivery = new ServiceBusDelivery
        {
            MessageId = MessageFormat.Id(message),
            Body = MessageFormat.Body(message),
            Attempt = _dialect.AttemptOf(message),
            TraceParent = MessageFormat.Trace(message),
            Properties = message.ApplicationProperties,
            Handle = _arriving!,
            LockToken = message.DeliveryTag is { Length: 16 } tag ? new Guid(tag) : Guid.Empty,
            SequenceNumber = MessageFormat.Number(message, "x-opt-sequence-number") ?? 0,
            RenewAt = now + (LockLeft(message, now) / 2),
        };
        lock (_gate)
        {
            _credit--;
            _held.Add(delivery);
            if (_credit == 0)
                GrantOwed();
        }

        _arrived.Writer.TryWrite(delivery);
    }

    private void GrantOwed()
    {
        if (_owed == 0 || End is not null)
            return;
        _credit += _owed;
        _link.SetCredit(_owed, CreditMode.Manual);
        _owed = 0;
    }

    // The clocks of broker and client differ, so the lock is believed to be no longer than the queue was made with.
    private TimeSpan LockLeft(Message message, DateTimeOffset now)
    {
        var left = MessageFormat.Time(message, "x-opt-locked-until") - now ?? _options.LockDuration;
        return left > _options.LockDuration ? _options.LockDuration : left < ShortestLock ? ShortestLock : left;
    }

    private bool TryBegin(ServiceBusDelivery delivery, PendingSettlement pending)
    {
        lock (_gate)
        {
            if (End is not null || !_held.Remove(delivery))
                return false;
            delivery.Settling = pending;
            _settling[delivery.Handle] = delivery;
            return true;
        }
    }

    private bool TryDispose(ServiceBusDelivery delivery, DeliveryState state)
    {
        try
        {
            AmqpNetLiteInternals.DisposeDelivery(_session, role: true, delivery.Handle, state, settled: false);
            return true;
        }
        catch (Exception e) when (ServiceBusErrors.IsGone(e))
        {
            // The session is gone, and with it the link; whoever ended it has answered already if it was quicker.
            lock (_gate)
                return !_settling.Remove(delivery.Handle);
        }
    }

    // Without it, messages that are on their way stay locked until their locks expire, and count as attempts.
    private async Task DrainAsync()
    {
        lock (_gate)
        {
            if (!_dialect.CanChangeCredit || _credit == 0 || End is not null)
                return;
            try
            {
                _link.SetCredit(_credit, CreditMode.Drain);
            }
            catch (Exception e) when (ServiceBusErrors.IsGone(e))
            {
                // Nothing is on its way over a connection that is gone.
                return;
            }
        }

        var began = _time.GetTimestamp();
        while (End is null && AmqpNetLiteInternals.CreditOf(_link) > 0 && _time.GetElapsedTime(began) < DrainPatience)
            await Task.Delay(DrainLook, _time);

        // The credit of the last message is taken off a moment before the message is here.
        await Task.Delay(DrainLook, _time);
    }

    private void Finish(Error? error)
    {
        List<ServiceBusDelivery> unanswered;
        lock (_gate)
        {
            End ??= error is null ? ServiceBusErrors.Lost() : ServiceBusErrors.From(error, _options.Queue);
            unanswered = [.. _settling.Values];
            _settling.Clear();
            _held.Clear();
        }

        foreach (var delivery in unanswered)
            delivery.Settling!.Answer(taken: false);
        _arrived.Writer.TryComplete();
    }
}
