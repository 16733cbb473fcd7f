using Amqp.Framing;
using Amqp.Types;

namespace SysCsv.Transports.AzureServiceBus;

/// <summary>What differs between brokers that speak AMQP 1.0.</summary>
internal abstract class Dialect
{
    /// <summary>Whether several messages travel in one transfer.</summary>
    public abstract bool HasBatches { get; }

    /// <summary>Whether locks expire, and are renewed by a management link; else they last as long as the link.</summary>
    public abstract bool HasLocks { get; }

    public abstract string QueueAddress(string queue);

    public abstract string DeadLetterAddress(string queue);

    /// <summary>The outcome that gives a message back as a failed attempt.</summary>
    public abstract Outcome Abandoned { get; }

    /// <summary>The outcome that moves a message to the dead letters with a reason.</summary>
    public abstract Outcome DeadLettered(string reason);
}

/// <summary>Azure Service Bus and its emulator.</summary>
internal sealed class ServiceBusDialect : Dialect
{
    public const string DeadLetterReason = "DeadLetterReason";
    public const string DeadLetterDescription = "DeadLetterErrorDescription";
    private const string OurReason = "SysCsvUnprocessable";
    private const int LongestDescription = 4096;

    public override bool HasBatches => true;

    public override bool HasLocks => true;

    public override Outcome Abandoned => new Modified { UndeliverableHere = false };

    public override string QueueAddress(string queue) => queue;

    public override string DeadLetterAddress(string queue) => queue + "/$DeadLetterQueue";

    public override Outcome DeadLettered(string reason) => new Rejected
    {
        Error = new Error(new Symbol("com.microsoft:dead-letter"))
        {
            Info = new Fields
            {
                [new Symbol(DeadLetterReason)] = OurReason,
                [new Symbol(DeadLetterDescription)] = reason.Length > LongestDescription ? reason[..LongestDescription] : reason,
            },
        },
    };
}
