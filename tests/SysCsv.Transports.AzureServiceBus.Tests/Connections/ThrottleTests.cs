using Microsoft.Extensions.Time.Testing;
using SysCsv.Transports.AzureServiceBus.Tests.Double;

namespace SysCsv.Transports.AzureServiceBus.Tests.Connections;

/// <summary>Service Bus asks for two seconds of rest when it has too much to do.</summary>
public sealed class ThrottleTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Receiver_that_ended_because_of_too_much_load_makes_the_next_one_wait()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var broker = await ServiceBusDouble.StartAsync();
        await using var transport = Connect(broker, time);
        await using var other = Connect(broker, TimeProvider.System);
        await transport.EnsureQueueAsync(default);
        await using (var receiver = await transport.OpenReceiverAsync(1, default))
        {
            await broker.DetachLinksAsync("syscsv", ServiceBusErrors.ServerBusy);
            var failure = await Assert.ThrowsAsync<TransportException>(() => receiver.ReceiveAsync(1, Pause, default));
            Assert.Equal(TransportFailure.Throttled, failure.Failure);
        }

        var opening = transport.OpenReceiverAsync(1, default);
        await other.SendAsync(RoundTrip.Messages(1), default);

        // The first receiver and the other's sender.
        Assert.Equal(2, broker.AttachesTo("syscsv"));
        time.Advance(Pause);
        await using var next = await opening;
        Assert.Single(await RoundTrip.TakeAsync(next, 1));
    }

    private static AzureServiceBusTransport Connect(ServiceBusDouble broker, TimeProvider time) => new(
        new AzureServiceBusOptions { ConnectionString = broker.ConnectionString, ManagementUri = broker.ManagementUri.ToString() }, time: time);
}
