namespace SysCsv.Transports.RabbitMq.Receiving;

internal sealed class RabbitMqDelivery : Delivery
{
    /// <summary>The channel's number of the delivery: 1, 2, 3 … without gaps.</summary>
    public required ulong Tag { get; init; }
}
