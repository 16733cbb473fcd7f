using SysCsv.Transports;
using Xunit;

namespace SysCsv.Testing.Transports;

/// <summary>What is completed is gone for good; everything else comes again.</summary>
/// <param name="harness">The harness of the transport.</param>
/// <typeparam name="THarness">The harness of the transport.</typeparam>
public abstract class SettlementTests<THarness>(THarness harness) : TransportSuite<THarness>(harness)
    where THarness : ITransportHarness
{
    [SkippableFact]
    public async Task Completed_messages_are_gone_for_good()
    {
        var transport = await NewQueueAsync();
        await transport.SendAsync(Messages(20), Deadline);
        await using (var receiver = await transport.OpenReceiverAsync(20, Deadline))
            Assert.Equal(Settlement.Settled, await receiver.CompleteAsync(await TakeAsync(receiver, 20), Deadline));

        await using var later = await AnotherProcess().OpenReceiverAsync(20, Deadline);

        Assert.Empty(await later.ReceiveAsync(20, Moment, Deadline));
        await DepthBecomesAsync(transport, depth => depth is { Ready: 0, DeadLettered: 0 }, "the queue is empty");
    }

    [SkippableFact]
    public async Task Thousands_are_completed_at_once()
    {
        var transport = await NewQueueAsync();
        await transport.SendAsync(Messages(4_000), Deadline);
        await using var receiver = await transport.OpenReceiverAsync(4_000, Deadline);
        var taken = await TakeAsync(receiver, 4_000);

        // Every third one stays, so that what is completed is not one run of neighbours.
        Assert.Equal(Settlement.Settled, await receiver.CompleteAsync([.. taken.Where((_, number) => number % 3 != 0)], Deadline));
        await receiver.DisposeAsync();

        var left = taken.Where((_, number) => number % 3 == 0).Select(delivery => delivery.MessageId).ToHashSet();
        var seen = await DrainAsync(transport, left);
        Assert.Equal(left.Order(), seen.Keys.Order());
    }

    [SkippableFact]
    public async Task Settling_no_message_is_fine()
    {
        var transport = await NewQueueAsync();
        await using var receiver = await transport.OpenReceiverAsync(1, Deadline);

        Assert.Equal(Settlement.Settled, await receiver.CompleteAsync([], Deadline));
        Assert.Equal(Settlement.Settled, await receiver.AbandonAsync([], Deadline));
    }

    [SkippableFact]
    public async Task Abandoned_messages_come_again_unchanged()
    {
        var transport = await NewQueueAsync();
        var sent = Messages(10);
        await transport.SendAsync(sent, Deadline);
        await using var receiver = await transport.OpenReceiverAsync(10, Deadline);

        Assert.Equal(Settlement.Settled, await receiver.AbandonAsync(await TakeAsync(receiver, 10), Deadline));

        var again = (await TakeAsync(receiver, 10)).ToDictionary(delivery => delivery.MessageId);
        Assert.All(sent, message => Assert.Equal(message.Body.ToArray(), again[message.Id].Body.ToArray()));
    }

    [SkippableFact]
    public async Task Abandoning_counts_attempts()
    {
        var transport = await NewQueueAsync();
        Skip.IfNot(Harness.CountsDeliveries, "The broker does not count deliveries.");
        await transport.SendAsync(Messages(1), Deadline);
        await using var receiver = await transport.OpenReceiverAsync(1, Deadline);

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var taken = await TakeAsync(receiver, 1);
            Assert.Equal(attempt, taken[0].Attempt);
            await receiver.AbandonAsync(taken, Deadline);
        }
    }

    [SkippableFact]
    public async Task Another_receiver_gets_what_one_abandoned()
    {
        var transport = await NewQueueAsync();
        await transport.SendAsync(Messages(5), Deadline);
        var first = await transport.OpenReceiverAsync(5, Deadline);
        await first.AbandonAsync(await TakeAsync(first, 5), Deadline);
        await first.DisposeAsync();

        await using var second = await AnotherProcess().OpenReceiverAsync(5, Deadline);

        Assert.Equal(5, (await TakeAsync(second, 5)).Select(delivery => delivery.MessageId).Distinct().Count());
    }

    [SkippableFact]
    public async Task Settling_after_the_receiver_is_gone_is_lost_and_the_message_comes_again()
    {
        var transport = await NewQueueAsync();
        await transport.SendAsync(Messages(1), Deadline);
        var gone = await transport.OpenReceiverAsync(1, Deadline);
        var taken = await TakeAsync(gone, 1);
        await gone.DisposeAsync();

        await IsLostAsync(() => gone.CompleteAsync(taken, Deadline));

        await using var receiver = await transport.OpenReceiverAsync(1, Deadline);
        Assert.Equal("m-0", (await TakeAsync(receiver, 1))[0].MessageId);
    }

    [SkippableFact]
    public async Task Settling_after_the_lock_is_gone_is_lost_and_the_message_comes_again()
    {
        var transport = await NewQueueAsync();
        Skip.IfNot(Harness.LocksExpire, "The broker's locks end with the connection only.");
        await transport.SendAsync(Messages(4), Deadline);
        await using var late = await transport.OpenReceiverAsync(4, Deadline);
        var taken = await TakeAsync(late, 4);

        await Harness.ExpireLocksAsync(Queue, Deadline);
        await using var receiver = await AnotherProcess().OpenReceiverAsync(4, Deadline);
        var again = await TakeAsync(receiver, 4);

        await IsLostAsync(() => late.CompleteAsync([taken[0]], Deadline));
        await IsLostAsync(() => late.AbandonAsync([taken[1]], Deadline));
        await IsLostAsync(() => late.DeadLetterAsync(taken[2], "too late", Deadline));
        Assert.Equal(4, again.Select(delivery => delivery.MessageId).Distinct().Count());
        Assert.Equal(Settlement.Settled, await receiver.CompleteAsync(again, Deadline));
        await DepthBecomesAsync(transport, depth => depth is { Ready: 0, DeadLettered: 0 }, "the second receiver settled all");
    }

    [SkippableFact]
    public async Task Settling_twice_is_harmless()
    {
        var transport = await NewQueueAsync();
        await transport.SendAsync(Messages(10), Deadline);
        await using var receiver = await transport.OpenReceiverAsync(10, Deadline);
        var taken = await TakeAsync(receiver, 10);
        await receiver.CompleteAsync([.. taken.Take(5)], Deadline);

        await receiver.CompleteAsync([.. taken.Take(5)], Deadline);
        await receiver.AbandonAsync([taken[0]], Deadline);
        await receiver.DeadLetterAsync(taken[1], "settled before", Deadline);

        Assert.Equal(Settlement.Settled, await receiver.CompleteAsync([.. taken.Skip(5)], Deadline));
        Assert.Empty(await receiver.ReceiveAsync(10, Moment, Deadline));
        await DepthBecomesAsync(transport, depth => depth is { Ready: 0, DeadLettered: 0 }, "the queue is empty");
    }

    private static async Task IsLostAsync(Func<Task<Settlement>> settle)
    {
        try
        {
            Assert.Equal(Settlement.Lost, await settle());
        }
        catch (TransportException exception)
        {
            Assert.Equal(TransportFailure.ConnectionLost, exception.Failure);
        }
    }
}
