using SysCsv.Testing;
using SysCsv.Transports.AzureServiceBus.Tests.Double;

namespace SysCsv.Transports.AzureServiceBus.Tests.Connections;

/// <summary>The service detaches a link that carries nothing for ten minutes; the double after a second.</summary>
public sealed class IdleDetachTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Idle_links_are_detached_and_opened_again_and_nothing_is_lost()
    {
        await using var broker = await ServiceBusDouble.StartAsync(new() { IdleDetach = TimeSpan.FromSeconds(1) });
        await using var transport = new AzureServiceBusTransport(new AzureServiceBusOptions
        {
            ConnectionString = broker.ConnectionString,
            ManagementUri = broker.ManagementUri.ToString(),
            LockDuration = TimeSpan.FromSeconds(5),
        });
        await transport.EnsureQueueAsync(default);
        await transport.SendAsync(RoundTrip.Messages(20), default);
        var receiver = await transport.OpenReceiverAsync(10, default);
        var held = await RoundTrip.TakeAsync(receiver, 10);
        Assert.Equal(Settlement.Settled, await receiver.CompleteAsync([.. held.Take(4)], default));

        // Four more come for those that were settled; then all is still, and the link goes with ten in hand.
        await RoundTrip.TakeAsync(receiver, 4);
        var failure = await Assert.ThrowsAsync<TransportException>(() => receiver.ReceiveAsync(1, Patience, default));
        Assert.True(failure.IsTransient);
        Assert.Equal(Settlement.Lost, await receiver.CompleteAsync([held[4]], default));
        await receiver.DisposeAsync();

        // The sender's link was idle for longer; the application does not notice.
        await transport.SendAsync([new("after", "body"u8.ToArray())], default);
        Assert.Single(broker.Clients);
        Assert.Equal(3, broker.AttachesTo("syscsv"));

        var expected = held.Take(4).Select(delivery => delivery.MessageId).ToHashSet();
        Assert.Equal(17, await ReceiveRestAsync(transport, expected));
        Assert.Equal((0L, 0L), (await transport.GetDepthAsync(default)) is var depth ? (depth.Ready, depth.DeadLettered) : default);
    }

    // As the engine does: a receiver that ends is opened again.
    private static async Task<int> ReceiveRestAsync(AzureServiceBusTransport transport, HashSet<string> completed)
    {
        var seen = new HashSet<string>();
        await Eventually.BecomesAsync(
            async () =>
            {
                try
                {
                    await using var receiver = await transport.OpenReceiverAsync(50, default);
                    while (seen.Count < 17)
                    {
                        var taken = await receiver.ReceiveAsync(50, Patience, default);
                        Assert.All(taken, delivery => Assert.DoesNotContain(delivery.MessageId, completed));
                        await receiver.CompleteAsync(taken, default);
                        seen.UnionWith(taken.Select(delivery => delivery.MessageId));
                    }
                }
                catch (TransportException e) when (e.IsTransient)
                {
                    // Idle again.
                }

                return seen.Count == 17;
            },
            Patience, "what is left comes");
        return seen.Count;
    }
}
