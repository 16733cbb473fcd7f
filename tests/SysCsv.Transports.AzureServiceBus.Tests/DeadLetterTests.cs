using SysCsv.Transports.AzureServiceBus.Tests.Double;

namespace SysCsv.Transports.AzureServiceBus.Tests;

public sealed class DeadLetterTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dead_letter_that_the_broker_did_not_take_away_is_not_told_as_taken_away(bool replay)
    {
        await using var broker = await ServiceBusDouble.StartAsync();
        await using var transport = new AzureServiceBusTransport(new AzureServiceBusOptions
        {
            ConnectionString = broker.ConnectionString,
            ManagementUri = broker.ManagementUri.ToString(),
        });
        await transport.EnsureQueueAsync(default);
        await transport.SendAsync(RoundTrip.Messages(1), default);
        await using (var receiver = await transport.OpenReceiverAsync(1, default))
            await receiver.DeadLetterAsync((await RoundTrip.TakeAsync(receiver, 1))[0], "why", default);

        broker.RefuseSettlements(1);
        await Assert.ThrowsAsync<TransportException>(() => replay ? transport.ReplayAsync(null, default) : transport.DiscardAsync(null, default));

        Assert.Single(await transport.ListAsync(10, default));
    }
}
