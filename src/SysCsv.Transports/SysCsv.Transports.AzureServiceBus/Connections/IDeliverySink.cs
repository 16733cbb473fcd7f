using Amqp.Handler;

namespace SysCsv.Transports.AzureServiceBus.Connections;

/// <summary>What a receiving link hears of its deliveries. Called on the thread that reads the connection: must not block.</summary>
internal interface IDeliverySink
{
    /// <summary>A delivery has arrived; its message follows by the link's own callback.</summary>
    void Arriving(IDelivery delivery);

    /// <summary>The broker has answered a settlement.</summary>
    void Answered(IDelivery delivery);
}
