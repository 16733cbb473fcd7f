using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;

namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>A client's sending link.</summary>
internal sealed class SendEndpoint(ServiceBusDouble owner, DoubleEntity entity, EntityLink use) : LinkEndpoint
{
    private const uint BatchFormat = 0x80013700;

    public override void OnMessage(MessageContext messageContext)
    {
        var message = messageContext.Message;
        owner.Post(() =>
        {
            use.LastUse = owner.Now;
            var parts = message.Format == BatchFormat ? Unpack(message) : [Encode(message)];
            if (owner.FindSendFault(parts.Sum(part => (long)part.Length), parts.Count) is { } fault)
            {
                messageContext.Complete(fault);
                return;
            }

            foreach (var part in parts)
                entity.Add(owner.Store(part));
            messageContext.Complete();
            entity.Deliver(owner.Now);
        });
    }

    public override void OnFlow(FlowContext flowContext)
    {
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
    }

    private static List<byte[]> Unpack(Message batch) => batch.BodySection switch
    {
        Data data => [data.Binary],
        DataList list => [.. Enumerable.Range(0, list.Count).Select(i => list[i].Binary)],
        _ => [],
    };

    private static byte[] Encode(Message message)
    {
        message.MessageAnnotations?.Map.Remove(new Symbol("x-opt-sequence-number"));
        var buffer = message.Encode();
        return buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray();
    }
}
