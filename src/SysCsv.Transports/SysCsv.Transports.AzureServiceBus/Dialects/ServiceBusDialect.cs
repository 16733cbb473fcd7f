using Amqp;
using Amqp.Framing;

namespace SysCsv.Transports.AzureServiceBus.Dialects;

/// <summary>Azure Service Bus and its emulator.</summary>
internal sealed class ServiceBusDialect : Dialect
{
    public override bool HasBatches => true;

    public override bool HasLocks => true;

    public override bool CanChangeCredit => true;

    public override ReceiverSettleMode SettleMode => ReceiverSettleMode.Second;

    public override Outcome Abandoned => new Modified { UndeliverableHere = false };

    public override string QueueAddress(string queue) => queue;

    public override int AttemptOf(Message message) => (int)Math.Min((message.Header?.DeliveryCount ?? 0) + 1L, int.MaxValue);
}
