namespace SysCsv.Transports.Tests.RabbitMq.Receiving;

public sealed class SettlingTests : RabbitMqQueueTests
{
    [SkippableFact]
    public async Task Settling_in_any_order_settles_exactly_those()
    {
        var transport = await ConnectToNewQueueAsync();
        await transport.SendAsync(Messages(10), default);
        await using (var receiver = await transport.OpenReceiverAsync(10, default))
        {
            var taken = new List<Delivery>();
            while (taken.Count < 10)
                taken.AddRange(await TakeAsync(receiver));

            await receiver.CompleteAsync([taken[7], taken[3]], default);
            await receiver.CompleteAsync([taken[2], taken[0], taken[1]], default);
            await receiver.AbandonAsync([taken[5]], default);
            await receiver.CompleteAsync([taken[4]], default);
        }

        await using var next = await transport.OpenReceiverAsync(10, default);
        var left = new List<Delivery>();
        while (left.Count < 4)
            left.AddRange(await TakeAsync(next));
        Assert.Equal(["message-10", "message-6", "message-7", "message-9"], left.Select(delivery => delivery.MessageId).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task Settling_twice_is_told_and_harms_nothing()
    {
        var transport = await ConnectToNewQueueAsync();
        await transport.SendAsync(Messages(2), default);
        await using var receiver = await transport.OpenReceiverAsync(1, default);
        var first = await TakeAsync(receiver);

        Assert.Equal(Settlement.Settled, await receiver.CompleteAsync(first, default));
        Assert.Equal(Settlement.Lost, await receiver.CompleteAsync(first, default));
        Assert.Equal("message-2", Assert.Single(await TakeAsync(receiver)).MessageId);
    }
}
