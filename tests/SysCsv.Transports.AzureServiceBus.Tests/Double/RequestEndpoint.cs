using Amqp;
using Amqp.Framing;
using Amqp.Listener;

namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>Where requests to $cbs or $management come in; answers go out by the link that the request names.</summary>
internal sealed class RequestEndpoint(ServiceBusDouble owner, ClientState client, Func<Message, Message> answer) : LinkEndpoint
{
    public override void OnMessage(MessageContext messageContext)
    {
        var request = messageContext.Message;
        owner.Post(() =>
        {
            messageContext.Complete();
            var response = answer(request);
            response.Properties = new Properties();
            response.Properties.SetCorrelationId(request.Properties.GetMessageId());
            if (request.Properties.ReplyTo is { } replyTo && client.Replies.TryGetValue(replyTo, out var link) && !link.IsClosed)
                link.SendMessage(response);
        });
    }

    public override void OnFlow(FlowContext flowContext)
    {
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
    }
}

/// <summary>Where answers go out.</summary>
internal sealed class ReplyEndpoint : LinkEndpoint
{
    public override void OnMessage(MessageContext messageContext)
    {
    }

    public override void OnFlow(FlowContext flowContext)
    {
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
    }
}
