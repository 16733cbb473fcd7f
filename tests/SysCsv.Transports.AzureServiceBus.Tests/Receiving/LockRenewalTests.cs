using SysCsv.Testing;
using SysCsv.Transports.AzureServiceBus.Receiving;
using SysCsv.Transports.AzureServiceBus.Tests.Double;

namespace SysCsv.Transports.AzureServiceBus.Tests.Receiving;

/// <summary>Work that takes longer than a lock: the transport renews what it holds, more than one request can carry.</summary>
public sealed class LockRenewalTests
{
    private const int Held = 1_200;
    private static readonly TimeSpan Lock = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Batch_that_takes_longer_than_its_locks_stays_held_and_is_completed()
    {
        await using var broker = await ServiceBusDouble.StartAsync();
        await using var transport = Connect(broker);
        await transport.EnsureQueueAsync(default);
        await transport.SendAsync(RoundTrip.Messages(Held), default);
        await using var receiver = await transport.OpenReceiverAsync(Held, default);
        var began = broker.Now;
        var held = await RoundTrip.TakeAsync(receiver, Held);

        await Eventually.BecomesAsync(() => broker.Now > began + (2 * Lock), Patience, "the locks would have ended twice");

        await using var other = await Connect(broker).OpenReceiverAsync(Held, default);
        Assert.Empty(await other.ReceiveAsync(Held, TimeSpan.FromMilliseconds(300), default));
        Assert.InRange(broker.LocksRenewed, 2 * Held, 6 * Held);
        Assert.Equal(Settlement.Settled, await receiver.CompleteAsync(held, default));
        Assert.Equal((0L, 0L), (await transport.GetDepthAsync(default)) is var depth ? (depth.Ready, depth.DeadLettered) : default);
    }

    [Fact]
    public async Task One_lost_lock_does_not_keep_the_others_from_being_renewed()
    {
        await using var broker = await ServiceBusDouble.StartAsync();
        await using var transport = Connect(broker);
        await transport.EnsureQueueAsync(default);
        await transport.SendAsync(RoundTrip.Messages(40), default);
        await using var receiver = await transport.OpenReceiverAsync(40, default);
        var began = broker.Now;
        var held = await RoundTrip.TakeAsync(receiver, 40);

        Assert.True(await broker.AskAsync(() => broker.Find("syscsv")!.Settle(((ServiceBusDelivery)held[17]).LockToken, new Amqp.Framing.Accepted(), broker.Now)));
        await Eventually.BecomesAsync(() => broker.Now > began + (2 * Lock), Patience, "the locks would have ended twice");

        Assert.Equal(Settlement.Settled, await receiver.CompleteAsync([.. held.Where((_, number) => number != 17)], default));
        Assert.Equal(Settlement.Lost, await receiver.CompleteAsync([held[17]], default));
    }

    private static AzureServiceBusTransport Connect(ServiceBusDouble broker) => new(new AzureServiceBusOptions
    {
        ConnectionString = broker.ConnectionString,
        ManagementUri = broker.ManagementUri.ToString(),
        LockDuration = Lock,
    });
}
