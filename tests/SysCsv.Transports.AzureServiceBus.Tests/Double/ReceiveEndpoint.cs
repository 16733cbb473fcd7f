using System.Runtime.CompilerServices;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;

namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>A client's receiving link: it gets messages for its credit, locked.</summary>
internal sealed class ReceiveEndpoint(ServiceBusDouble owner, DoubleEntity entity, ListenerLink link, EntityLink use) : LinkEndpoint
{
    // The listener tells how much a flow adds to its own count, and drops that count when a flow adds nothing. So the client's
    // limit is worked out from both, in absolute numbers of deliveries.
    private readonly Lock _gate = new();
    private int _sent;
    private int _limit;
    private int _listenerLimit;
    private bool _closed;

    public int Credit
    {
        get
        {
            lock (_gate)
                return _limit - _sent;
        }
    }

    public bool SettlesOnSend => link.SettleOnSend;

    public bool IsOver(Connection? connection) => ReferenceEquals(link.Session.Connection, connection);

    public void Send(LockedMessage locked)
    {
        use.LastUse = owner.Now;
        var message = Message.Decode(new ByteBuffer(locked.Message.Encoded, 0, locked.Message.Encoded.Length, locked.Message.Encoded.Length));
        Annotate(message, locked);
        owner.Tokens.Add(message, locked);
        try
        {
            lock (_gate)
            {
                link.SendMessage(message);
                _sent++;
            }
        }
        catch (AmqpException)
        {
            // The client went meanwhile; the lock ends by itself, as with the service.
            lock (_gate)
                _limit = _sent;
        }
    }

    public void AnswerDrain()
    {
        if (_closed || Credit <= 0 || !link.IsDraining)
            return;
        lock (_gate)
        {
            link.SetCredit(0, drain: true, autoRestore: false);
            _limit = _listenerLimit = _sent;
        }
    }

    public static void Annotate(Message message, LockedMessage locked) => Annotate(message, locked.Message, locked.Until);

    public static void Annotate(Message message, StoredMessage stored, DateTimeOffset? lockedUntil)
    {
        message.Header ??= new Header();
        message.Header.DeliveryCount = (uint)stored.DeliveryCount;
        message.MessageAnnotations ??= new MessageAnnotations();
        message.MessageAnnotations[new Symbol("x-opt-sequence-number")] = stored.SequenceNumber;
        message.MessageAnnotations[new Symbol("x-opt-enqueued-time")] = stored.EnqueuedTime.UtcDateTime;
        if (lockedUntil is { } until)
            message.MessageAnnotations[new Symbol("x-opt-locked-until")] = until.UtcDateTime;
        if (stored.DeadLetterSource is not null)
            message.MessageAnnotations[new Symbol("x-opt-deadletter-source")] = stored.DeadLetterSource;
        if (stored.Added.Count == 0)
            return;
        message.ApplicationProperties ??= new ApplicationProperties();
        foreach (var (key, value) in stored.Added)
            message.ApplicationProperties[key] = value;
    }

    public override void OnFlow(FlowContext flowContext)
    {
        lock (_gate)
        {
            var listenerLimit = _sent + (int)CreditOf(link);
            _limit = flowContext.Messages > 0 ? listenerLimit : _listenerLimit + flowContext.Messages;
            _listenerLimit = listenerLimit;
        }

        owner.Post(() =>
        {
            use.LastUse = owner.Now;
            entity.Deliver(owner.Now);
        });
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        var (message, state, settled) = (dispositionContext.Message, dispositionContext.DeliveryState, dispositionContext.Settled);
        owner.Post(() =>
        {
            // The listener settles what was open as released when a link is lost; the service keeps the lock.
            if (_closed || link.IsClosed || !owner.Tokens.TryGetValue(message, out var locked))
                return;
            use.LastUse = owner.Now;
            var taken = !owner.RefusesSettlement() && entity.Settle(locked.Token, state, owner.Now);
            if (!settled)
                Answer(message, taken);
        });
    }

    public override void OnLinkClosed(ListenerLink closed, Error error)
    {
        _closed = true;
        owner.Post(() => entity.Receivers.Remove(this));
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Credit")]
    private static extern uint CreditOf(ListenerLink link);

    private void Answer(Message message, bool taken)
    {
        try
        {
            link.DisposeMessage(message, taken ? new Accepted() : new Rejected { Error = new Error(new Symbol("com.microsoft:message-lock-lost")) { Description = "The lock supplied is invalid." } }, settled: true);
        }
        catch (AmqpException)
        {
            // The client went before it heard.
        }
    }
}
