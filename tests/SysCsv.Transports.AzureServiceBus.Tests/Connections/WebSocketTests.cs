using SysCsv.Testing;
using SysCsv.Transports.AzureServiceBus.Tests.Double;

namespace SysCsv.Transports.AzureServiceBus.Tests.Connections;

/// <summary>The whole way over a WebSocket, at the path and with the protocol of the service.</summary>
public sealed class WebSocketTests
{
    [Fact]
    public async Task Everything_goes_over_a_WebSocket_and_comes_back_after_a_lost_connection()
    {
        await using var broker = await ServiceBusDouble.StartAsync();
        await using var transport = new AzureServiceBusTransport(new AzureServiceBusOptions
        {
            ConnectionString = broker.ConnectionString.Replace($":{broker.Port};", $":{broker.ManagementUri.Port};", StringComparison.Ordinal),
            ManagementUri = broker.ManagementUri.ToString(),
            UseWebSockets = true,
        });
        await transport.EnsureQueueAsync(default);
        await transport.SendAsync(RoundTrip.Messages(500), default);
        await transport.SendAsync([new("large", new byte[150_000])], default);

        var receiver = await transport.OpenReceiverAsync(501, default);
        var taken = await RoundTrip.TakeAsync(receiver, 501);
        Assert.Equal(Settlement.Settled, await receiver.CompleteAsync([.. taken.Take(400)], default));
        Assert.Equal(Settlement.Settled, await receiver.DeadLetterAsync(taken[400], "no", default));
        Assert.Single(await transport.ListAsync(10, default));

        Assert.Equal(1, await broker.ResetConnectionsAsync("syscsv"));
        await Assert.ThrowsAsync<TransportException>(() => receiver.ReceiveAsync(1, TimeSpan.FromSeconds(30), default));
        await receiver.DisposeAsync();
        await broker.ExpireLocksAsync("syscsv");
        await using var again = await transport.OpenReceiverAsync(501, default);
        Assert.Equal(Settlement.Settled, await again.CompleteAsync(await RoundTrip.TakeAsync(again, 100), default));
        await Eventually.BecomesAsync(async () => (await transport.GetDepthAsync(default)).Ready == 0, TimeSpan.FromSeconds(10), "the queue is empty");
    }
}
