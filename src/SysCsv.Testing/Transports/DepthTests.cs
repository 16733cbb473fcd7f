using System.Diagnostics;
using SysCsv.Transports;
using Xunit;

namespace SysCsv.Testing.Transports;

/// <summary>The counts say where the messages are.</summary>
/// <param name="harness">The harness of the transport.</param>
/// <typeparam name="THarness">The harness of the transport.</typeparam>
public abstract class DepthTests<THarness>(THarness harness) : TransportSuite<THarness>(harness)
    where THarness : ITransportHarness
{
    [SkippableFact]
    public async Task A_new_queue_is_empty()
    {
        var transport = await NewQueueAsync();

        var depth = await transport.GetDepthAsync(Deadline);

        Assert.Equal((0L, 0L), (depth.Ready, depth.DeadLettered));
        Assert.True(depth.InFlight is null or 0);
        Assert.True(depth.Consumers is null or 0);
    }

    [SkippableFact]
    public async Task Messages_that_nobody_holds_are_ready()
    {
        var transport = await NewQueueAsync();

        await transport.SendAsync(Messages(25), Deadline);

        await DepthBecomesAsync(AnotherProcess(), depth => depth.Ready == 25, "25 messages are ready");
    }

    [SkippableFact]
    public async Task Held_messages_are_not_ready()
    {
        var transport = await NewQueueAsync();
        await transport.SendAsync(Messages(25), Deadline);
        await using var receiver = await transport.OpenReceiverAsync(10, Deadline);

        var held = await TakeAsync(receiver, 10);
        await DepthBecomesAsync(transport, depth => depth.Ready == 15, "15 messages are ready");
        await receiver.CompleteAsync(held, Deadline);
        await receiver.DisposeAsync();

        await DepthBecomesAsync(transport, depth => depth.Ready == 15 && depth.InFlight is null or 0, "15 messages are left");
    }

    [SkippableFact]
    public async Task Held_messages_are_counted_where_the_broker_tells()
    {
        var transport = await NewQueueAsync();
        Skip.IfNot(Harness.InFlightIsKnown, "The broker does not tell how many messages are held.");
        await transport.SendAsync(Messages(25), Deadline);
        await using var receiver = await transport.OpenReceiverAsync(10, Deadline);

        await TakeAsync(receiver, 10);

        await DepthBecomesAsync(AnotherProcess(), depth => depth is { Ready: 15, InFlight: 10 }, "10 messages are held");
    }

    [SkippableFact]
    public async Task Dead_letters_are_counted_apart()
    {
        var transport = await NewQueueAsync();
        await transport.SendAsync(Messages(5), Deadline);
        await using (var receiver = await transport.OpenReceiverAsync(5, Deadline))
        {
            foreach (var delivery in (await TakeAsync(receiver, 5)).Take(2))
                await receiver.DeadLetterAsync(delivery, "no", Deadline);
        }

        await DepthBecomesAsync(transport, depth => depth is { Ready: 3, DeadLettered: 2 }, "3 are ready and 2 dead");
    }

    [SkippableFact]
    public async Task Oldest_message_ages_until_it_is_settled_where_the_broker_tells()
    {
        var transport = await NewQueueAsync();
        Skip.IfNot(Harness.OldestAgeIsKnown, "The broker does not tell how old its oldest message is.");
        await DepthBecomesAsync(transport, depth => depth.OldestAge == TimeSpan.Zero, "an empty queue has no age");
        await transport.SendAsync(Messages(1, "old"), Deadline);
        await DepthBecomesAsync(AnotherProcess(), depth => depth.OldestAge > Moment, "the message has waited for a moment");
        var between = Stopwatch.GetTimestamp();
        await transport.SendAsync(Messages(1, "young"), Deadline);

        await using var receiver = await transport.OpenReceiverAsync(1, Deadline);
        var old = await TakeAsync(receiver, 1);
        await DepthBecomesAsync(transport, depth => depth.OldestAge > Stopwatch.GetElapsedTime(between) + (Moment / 2), "a held message ages, too");
        await receiver.CompleteAsync(old, Deadline);

        await OldestIsYoungerThanAsync(transport, between, "the younger message is the oldest");
        await receiver.CompleteAsync(await TakeAsync(receiver, 1), Deadline);
        await DepthBecomesAsync(transport, depth => depth.OldestAge == TimeSpan.Zero, "nothing waits");
    }

    [SkippableFact]
    public async Task Replayed_message_begins_anew_where_the_broker_tells_ages()
    {
        var transport = await NewQueueAsync();
        Skip.IfNot(Harness.OldestAgeIsKnown, "The broker does not tell how old its oldest message is.");
        await transport.SendAsync(Messages(1), Deadline);
        await DepthBecomesAsync(transport, depth => depth.OldestAge > Moment, "the message has waited for a moment");
        await using (var receiver = await transport.OpenReceiverAsync(1, Deadline))
            await receiver.DeadLetterAsync((await TakeAsync(receiver, 1))[0], "no", Deadline);
        await DepthBecomesAsync(transport, depth => depth is { DeadLettered: 1 } && depth.OldestAge == TimeSpan.Zero, "a dead letter has no age");

        var replayed = Stopwatch.GetTimestamp();
        await DeadLettersOf(transport).ReplayAsync(null, Deadline);

        await DepthBecomesAsync(transport, depth => depth.Ready == 1, "the message is back");
        await OldestIsYoungerThanAsync(transport, replayed, "its age begins anew");
    }

    [SkippableFact]
    public async Task Open_receivers_of_all_processes_are_counted_where_the_broker_tells()
    {
        var transport = await NewQueueAsync();
        Skip.IfNot(Harness.ConsumersAreKnown, "The broker does not tell how many receivers there are.");
        var first = await transport.OpenReceiverAsync(1, Deadline);
        await using var second = await AnotherProcess().OpenReceiverAsync(1, Deadline);

        await DepthBecomesAsync(transport, depth => depth.Consumers == 2, "two receivers are counted");
        await first.DisposeAsync();

        await DepthBecomesAsync(transport, depth => depth.Consumers == 1, "one receiver is counted");
    }

    // The time is taken first: an answer that comes late must not make a message look young.
    private Task OldestIsYoungerThanAsync(ITransport transport, long moment, string what) => Eventually.BecomesAsync(
        async () =>
        {
            var limit = Stopwatch.GetElapsedTime(moment) + (Moment / 2);
            return (await transport.GetDepthAsync(Deadline)).OldestAge < limit;
        },
        Patience,
        what);
}
