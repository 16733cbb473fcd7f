using SysCsv.Transports.RabbitMq;

namespace SysCsv.Transports.Tests.RabbitMq;

public sealed class BrokerDeadLetterTests : RabbitMqQueueTests
{
    [SkippableFact]
    public async Task Message_returned_too_often_is_dead_lettered_by_the_broker_with_a_reason()
    {
        var transport = await ConnectToNewQueueAsync(options => options.DeliveryLimit = 3);
        await transport.SendAsync([new("poison", new byte[] { 7 })], default);
        await using var receiver = await transport.OpenReceiverAsync(10, default);
        var attempts = new List<int>();

        while (await receiver.ReceiveAsync(1, TimeSpan.FromSeconds(2), default) is [var delivery])
        {
            attempts.Add(delivery.Attempt);
            await receiver.AbandonAsync([delivery], default);
        }

        Assert.Equal([1, 2, 3, 4], attempts);
        var letter = await SingleLetterAsync(transport);
        Assert.Equal("poison", letter.MessageId);
        Assert.Equal(new byte[] { 7 }, letter.Body.ToArray());
        Assert.Contains("delivery limit", letter.Reason, StringComparison.Ordinal);
        Assert.NotNull(letter.Since);
        Assert.Equal(1, await transport.ReplayAsync([letter.Id], default));
        Assert.Equal(1, Assert.Single(await TakeAsync(receiver)).Attempt);
    }

    [SkippableFact]
    public async Task Broker_dead_letter_keeps_its_id_from_list_to_list()
    {
        var transport = await ConnectToNewQueueAsync(options => options.DeliveryLimit = 3);
        await transport.SendAsync(Messages(2), default);
        await using var receiver = await transport.OpenReceiverAsync(10, default);
        while (await receiver.ReceiveAsync(10, TimeSpan.FromSeconds(2), default) is { Count: > 0 } deliveries)
            await receiver.AbandonAsync(deliveries, default);
        await EventuallyAsync(async () => (await transport.GetDepthAsync(default)).DeadLettered == 2);

        var first = await transport.ListAsync(10, default);
        var second = await transport.ListAsync(10, default);

        Assert.Equal(first.Select(letter => letter.Id).Order(), second.Select(letter => letter.Id).Order());
        Assert.Equal(2, first.Select(letter => letter.Id).Distinct().Count());
    }

    [SkippableFact]
    public async Task Given_reason_travels_with_the_message()
    {
        var transport = await ConnectToNewQueueAsync();
        await transport.SendAsync([new("m", new byte[] { 9 }, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")], default);
        await using var receiver = await transport.OpenReceiverAsync(10, default);
        var delivery = Assert.Single(await TakeAsync(receiver));

        Assert.Equal(Settlement.Settled, await receiver.DeadLetterAsync(delivery, "The column e-mail is missing.", default));

        var letter = await SingleLetterAsync(transport);
        Assert.Equal("The column e-mail is missing.", letter.Reason);
        Assert.Equal(1, letter.Attempts);
        Assert.Equal("m", letter.MessageId);
        Assert.Equal(1, await transport.ReplayAsync(null, default));
        var replayed = Assert.Single(await TakeAsync(receiver));
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", replayed.TraceParent);
        Assert.Equal(new byte[] { 9 }, replayed.Body.ToArray());
        await receiver.CompleteAsync([replayed], default);
        Assert.Equal(new QueueDepth(0, null, 0, 1), await transport.GetDepthAsync(default));
    }

    [SkippableFact]
    public async Task Thousands_are_listed_replayed_and_discarded()
    {
        var transport = await ConnectToNewQueueAsync();
        await DeadLetterAsync(transport, 1500);

        Assert.Equal(100, (await transport.ListAsync(100, default)).Count);
        var letters = await transport.ListAsync(10_000, default);
        Assert.Equal(1500, letters.Count);
        Assert.Equal(3, await transport.DiscardAsync([.. letters.TakeLast(3).Select(letter => letter.Id), "gone"], default));
        Assert.Equal(2, await transport.ReplayAsync([letters[0].Id, letters[700].Id, "gone"], default));
        Assert.Equal(1495, await transport.ReplayAsync(null, default));
        Assert.Equal(0, await transport.DiscardAsync(null, default));
        Assert.Equal(new QueueDepth(1497, null, 0, 0), await transport.GetDepthAsync(default));
    }

    [SkippableFact]
    public async Task Lists_of_several_threads_and_processes_take_nothing_away()
    {
        var transport = await ConnectToNewQueueAsync();
        var other = Connect();
        await DeadLetterAsync(transport, 50);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? transport : other).ListAsync(50, default)));

        await EventuallyAsync(async () => (await transport.ListAsync(100, default)).Count == 50);
    }

    private static async Task DeadLetterAsync(RabbitMqTransport transport, int count)
    {
        await transport.SendAsync(Messages(count), default);
        await using var receiver = await transport.OpenReceiverAsync(count, default);
        for (var left = count; left > 0;)
        {
            foreach (var delivery in await TakeAsync(receiver, left))
            {
                await receiver.DeadLetterAsync(delivery, "Refused by a test.", default);
                left--;
            }
        }
    }

    private static async Task<DeadLetter> SingleLetterAsync(RabbitMqTransport transport)
    {
        await EventuallyAsync(async () => (await transport.GetDepthAsync(default)).DeadLettered == 1);
        return Assert.Single(await transport.ListAsync(10, default));
    }
}
