using SysCsv.Testing;
using SysCsv.Transports.AzureServiceBus.Tests.Double;

namespace SysCsv.Transports.AzureServiceBus.Tests.Connections;

/// <summary>A connection may live for weeks, and has 256 sessions at most: who lets a link go has to end its session.</summary>
public sealed class SessionTests
{
    private const int Few = 16;
    private const int Rounds = 40;

    [Fact]
    public async Task Links_that_are_detached_time_and_again_use_up_no_sessions()
    {
        await using var broker = await ServiceBusDouble.StartAsync(new() { MaxSessions = Few });
        await using var transport = Connect(broker);
        await transport.EnsureQueueAsync(default);

        for (var i = 0; i < Rounds; i++)
        {
            await AgainAsync(() => transport.SendAsync([new($"row-{i}", "body"u8.ToArray())], default));
            await AgainAsync(() => transport.ListAsync(1, default));
            await broker.DetachLinksAsync("syscsv");
        }

        Assert.Single(broker.Clients);
        Assert.InRange((await transport.GetDepthAsync(default)).Ready, Rounds, 2 * Rounds);
    }

    [Fact]
    public async Task Links_that_are_refused_use_up_no_sessions()
    {
        await using var broker = await ServiceBusDouble.StartAsync(new() { MaxSessions = Few });
        await using var transport = Connect(broker);

        for (var i = 0; i < Rounds; i++)
        {
            var toReceive = await Assert.ThrowsAsync<TransportException>(() => transport.OpenReceiverAsync(1, default));
            var toSend = await Assert.ThrowsAsync<TransportException>(() => transport.SendAsync([new("row", "body"u8.ToArray())], default));
            Assert.Equal((TransportFailure.QueueMissing, TransportFailure.QueueMissing), (toReceive.Failure, toSend.Failure));
        }

        Assert.Single(broker.Clients);
    }

    // As the engine does: again where the link goes while it is used.
    private static Task AgainAsync(Func<Task> act) => Eventually.BecomesAsync(
        async () =>
        {
            try
            {
                await act();
                return true;
            }
            catch (TransportException exception) when (exception.Failure == TransportFailure.ConnectionLost)
            {
                return false;
            }
        },
        TimeSpan.FromSeconds(30), "the link is attached again");

    private static AzureServiceBusTransport Connect(ServiceBusDouble broker) => new(new AzureServiceBusOptions
    {
        ConnectionString = broker.ConnectionString,
        ManagementUri = broker.ManagementUri.ToString(),
    });
}
