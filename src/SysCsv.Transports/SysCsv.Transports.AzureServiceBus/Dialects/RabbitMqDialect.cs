using Amqp;
using Amqp.Framing;

namespace SysCsv.Transports.AzureServiceBus.Dialects;

/// <summary>RabbitMQ 3.10 with rabbitmq_amqp1_0, which refuses the modified outcome and the second settle mode.</summary>
internal sealed class RabbitMqDialect : Dialect
{
    public override bool HasBatches => false;

    public override bool HasLocks => false;

    // The plugin sends more than it may when credit crosses with messages, and answers a drain before it has sent what is there.
    // The client library ends the connection in either case.
    public override bool CanChangeCredit => false;

    // What the plugin has not passed on when a session ends comes again; measured, up to 574 of 5,000.
    public override TimeSpan Linger => TimeSpan.FromMilliseconds(500);

    public override ReceiverSettleMode SettleMode => ReceiverSettleMode.First;

    public override Outcome Abandoned => new Released();

    public override string QueueAddress(string queue) => "/amq/queue/" + Uri.EscapeDataString(queue);

    // The plugin shows no count, only whether the message was delivered before.
    public override int AttemptOf(Message message) => message.Header is { FirstAcquirer: false } ? 2 : 1;
}
