using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace SysCsv.Transports.AzureServiceBus.Dialects;

/// <summary>What differs between brokers that speak AMQP 1.0, as far as it is said in their frames.</summary>
internal abstract class Dialect
{
    /// <summary>Whether several messages travel in one transfer.</summary>
    public abstract bool HasBatches { get; }

    /// <summary>Whether locks expire, and are renewed by a management link; else they last as long as the link.</summary>
    public abstract bool HasLocks { get; }

    /// <summary>Whether credit may be added or drained while messages are on their way; else only when all of it is used up.</summary>
    public abstract bool CanChangeCredit { get; }

    /// <summary>How long a link stays after its last settlement, with a broker that answers before its queue has heard of it.</summary>
    public virtual TimeSpan Linger => TimeSpan.Zero;

    /// <summary>How a receiver settles. Settlements are answered in either mode.</summary>
    public abstract ReceiverSettleMode SettleMode { get; }

    /// <summary>The outcome that gives a message back as a failed attempt.</summary>
    public abstract Outcome Abandoned { get; }

    public abstract string QueueAddress(string queue);

    /// <summary>How often a message was delivered, this time included, as far as the broker tells.</summary>
    public abstract int AttemptOf(Message message);

    public static Dialect Of(AmqpDialect dialect) => dialect == AmqpDialect.RabbitMq ? new RabbitMqDialect() : new ServiceBusDialect();
}
