using Amqp.Framing;
using Amqp.Handler;

namespace SysCsv.Transports.AzureServiceBus.Receiving;

/// <summary>A message that is held by its lock.</summary>
internal sealed class ServiceBusDelivery : Delivery
{
    /// <summary>The client library's own record of it, by which it is settled.</summary>
    public required IDelivery Handle { get; init; }

    public required Guid LockToken { get; init; }

    public required long SequenceNumber { get; init; }

    public ApplicationProperties? Properties { get; init; }

    /// <summary>When its lock has to be renewed; moves with every renewal.</summary>
    public DateTimeOffset RenewAt { get; set; }

    /// <summary>The settlement that waits for the broker's answer; null before.</summary>
    public PendingSettlement? Settling { get; set; }
}
