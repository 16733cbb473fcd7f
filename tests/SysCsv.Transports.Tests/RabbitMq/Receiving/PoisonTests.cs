using SysCsv.Transports.RabbitMq;

namespace SysCsv.Transports.Tests.RabbitMq.Receiving;

public sealed class PoisonTests : RabbitMqQueueTests
{
    /// <summary>The consumer dies, with all it prefetched, whenever it touches one of the messages.</summary>
    [SkippableFact]
    public async Task Only_the_message_that_kills_its_consumer_is_dead_lettered()
    {
        const string guilty = "message-7";
        var transport = await ConnectToNewQueueAsync(options => options.DeliveryLimit = 40);
        await transport.SendAsync(Messages(20), default);
        var done = new HashSet<string>();
        var deaths = 0;

        while (await LiveAsync(transport, guilty, done))
            deaths++;

        Assert.Equal(41, deaths);
        Assert.Equal(19, done.Count);
        await EventuallyAsync(async () => (await transport.GetDepthAsync(default)).DeadLettered == 1);
        Assert.Equal(guilty, Assert.Single(await transport.ListAsync(10, default)).MessageId);
    }

    private static async Task<bool> LiveAsync(RabbitMqTransport consumer, string guilty, HashSet<string> done)
    {
        await using var receiver = await consumer.OpenReceiverAsync(100, default);
        while (true)
        {
            var batch = await receiver.ReceiveAsync(100, TimeSpan.FromSeconds(1), default);
            if (batch.Count == 0)
                return false;
            if (batch.Any(delivery => delivery.MessageId == guilty))
                return true;
            await receiver.CompleteAsync(batch, default);
            done.UnionWith(batch.Select(delivery => delivery.MessageId));
        }
    }
}
