using System.Collections.Concurrent;
using Amqp;
using Amqp.Handler;

namespace SysCsv.Transports.AzureServiceBus.Connections;

/// <summary>Passes the events of a connection's deliveries to the links that want them.</summary>
internal sealed class DeliveryEvents : IHandler
{
    private readonly ConcurrentDictionary<Link, IDeliverySink> _sinks = new();

    public void Add(Link link, IDeliverySink sink) => _sinks[link] = sink;

    public void Remove(Link link) => _sinks.TryRemove(link, out _);

    public bool CanHandle(EventId id) => id is EventId.ReceiveDelivery or EventId.DeliveryStateChanged;

    public void Handle(Event protocolEvent)
    {
        if (protocolEvent.Link is null || !_sinks.TryGetValue(protocolEvent.Link, out var sink))
            return;
        var delivery = (IDelivery)protocolEvent.Context;
        if (protocolEvent.Id == EventId.ReceiveDelivery)
            sink.Arriving(delivery);
        else
            sink.Answered(delivery);
    }
}
