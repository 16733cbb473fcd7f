using System.Runtime.CompilerServices;
using Amqp;
using Amqp.Framing;

namespace SysCsv.Transports.AzureServiceBus.Receiving;

/// <summary>
/// What AMQPNetLite 2.5.5 can do and does not offer: a disposition that waits for the broker's answer, and whether a drain has
/// ended: it has when no credit is left. The package is pinned to this version, and a test fails if a name has changed.
/// </summary>
internal static class AmqpNetLiteInternals
{
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "DisposeDelivery")]
    public static extern void DisposeDelivery(
        Session session, bool role, [UnsafeAccessorType("Amqp.Delivery, Amqp.Net")] object delivery, DeliveryState state, bool settled);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "credit")]
    public static extern ref int CreditOf(ReceiverLink link);
}
