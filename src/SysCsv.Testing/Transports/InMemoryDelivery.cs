using System.Diagnostics.CodeAnalysis;
using SysCsv.Transports;

namespace SysCsv.Testing.Transports;

internal sealed class InMemoryDelivery : Delivery
{
    [SetsRequiredMembers]
    public InMemoryDelivery(InMemoryMessage message)
    {
        Message = message;
        MessageId = message.Id;
        Body = message.Body;
        Attempt = message.Attempts;
        TraceParent = message.TraceParent;
    }

    public InMemoryMessage Message { get; }
}
