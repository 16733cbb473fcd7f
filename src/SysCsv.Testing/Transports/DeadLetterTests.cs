using SysCsv.Transports;
using Xunit;

namespace SysCsv.Testing.Transports;

/// <summary>What can't be processed waits, with its reason, until somebody replays or discards it.</summary>
/// <param name="harness">The harness of the transport.</param>
/// <typeparam name="THarness">The harness of the transport.</typeparam>
public abstract class DeadLetterTests<THarness>(THarness harness) : TransportSuite<THarness>(harness)
    where THarness : ITransportHarness
{
    [SkippableFact]
    public async Task A_dead_letter_keeps_its_reason_body_and_id()
    {
        var transport = await NewQueueAsync();

        await BuryAsync(transport, Messages(1), "The body is not JSON: ünexpected end.");

        var letter = Assert.Single(await ListAsync(transport, 1));
        Assert.Equal("m-0", letter.MessageId);
        Assert.Equal(Messages(1)[0].Body.ToArray(), letter.Body.ToArray());
        Assert.Equal("The body is not JSON: ünexpected end.", letter.Reason);
        Assert.NotEqual("", letter.Id);
        Assert.True(letter.Attempts is null or >= 1);
    }

    [SkippableFact]
    public async Task A_dead_letter_is_not_received()
    {
        var transport = await NewQueueAsync();
        await BuryAsync(transport, Messages(3), "no");

        await using var receiver = await transport.OpenReceiverAsync(10, Deadline);

        Assert.Empty(await receiver.ReceiveAsync(10, Moment, Deadline));
    }

    [SkippableFact]
    public async Task Listing_takes_nothing_away_and_gives_the_same_again()
    {
        var transport = await NewQueueAsync();
        await BuryAsync(transport, Messages(8), "no");

        var first = await ListAsync(transport, 8);
        var second = await ListAsync(AnotherProcess(), 8);

        Assert.Equal(first.Select(letter => letter.Id).Order(), second.Select(letter => letter.Id).Order());
        Assert.Equal(8, first.Select(letter => letter.Id).Distinct().Count());
        Assert.Equal(3, (await DeadLettersOf(transport).ListAsync(3, Deadline)).Count);
        await DepthBecomesAsync(transport, depth => depth.DeadLettered == 8, "eight dead letters are counted");
    }

    [SkippableFact]
    public async Task Replaying_one_brings_it_back_unchanged_and_leaves_the_others()
    {
        var transport = await NewQueueAsync();
        await BuryAsync(transport, Messages(3), "no");
        var chosen = (await ListAsync(transport, 3)).Single(letter => letter.MessageId == "m-1");

        Assert.Equal(1, await DeadLettersOf(transport).ReplayAsync([chosen.Id], Deadline));

        await using var receiver = await transport.OpenReceiverAsync(10, Deadline);
        var back = Assert.Single(await TakeAsync(receiver, 1));
        Assert.Equal("m-1", back.MessageId);
        Assert.Equal(chosen.Body.ToArray(), back.Body.ToArray());
        Assert.Equal(Settlement.Settled, await receiver.CompleteAsync([back], Deadline));
        Assert.Equal(["m-0", "m-2"], (await ListAsync(transport, 2)).Select(letter => letter.MessageId).Order());
    }

    [SkippableFact]
    public async Task Replaying_some_or_all_brings_them_back()
    {
        var transport = await NewQueueAsync();
        await BuryAsync(transport, Messages(30), "no");
        var some = (await ListAsync(transport, 30)).Take(12).ToList();

        Assert.Equal(12, await DeadLettersOf(transport).ReplayAsync([.. some.Select(letter => letter.Id)], Deadline));
        await DrainAsync(transport, some.Select(letter => letter.MessageId));
        await ListAsync(transport, 18);
        Assert.Equal(18, await DeadLettersOf(transport).ReplayAsync(null, Deadline));

        await DrainAsync(transport, Messages(30).Select(message => message.Id).Except(some.Select(letter => letter.MessageId)));
        await ListAsync(transport, 0);
    }

    [SkippableFact]
    public async Task Discarding_one_or_all_removes_them_for_good()
    {
        var transport = await NewQueueAsync();
        await BuryAsync(transport, Messages(5), "no");
        var letters = await ListAsync(transport, 5);

        Assert.Equal(1, await DeadLettersOf(transport).DiscardAsync([letters[0].Id], Deadline));
        Assert.DoesNotContain(await ListAsync(transport, 4), letter => letter.Id == letters[0].Id);
        Assert.Equal(4, await DeadLettersOf(transport).DiscardAsync(null, Deadline));

        await ListAsync(transport, 0);
        await DepthBecomesAsync(transport, depth => depth is { Ready: 0, DeadLettered: 0 }, "nothing is left");
    }

    [SkippableFact]
    public async Task Ids_that_are_gone_or_unknown_count_as_none()
    {
        var transport = await NewQueueAsync();
        await BuryAsync(transport, Messages(2), "no");
        var gone = (await ListAsync(transport, 2))[0].Id;
        await DeadLettersOf(transport).DiscardAsync([gone], Deadline);

        Assert.Equal(0, await DeadLettersOf(transport).ReplayAsync([gone, "no such id", "999999999"], Deadline));
        Assert.Equal(0, await DeadLettersOf(transport).DiscardAsync([gone, "no such id", "999999999"], Deadline));
        Assert.Equal(0, await DeadLettersOf(transport).ReplayAsync([], Deadline));
        Assert.Equal(0, await DeadLettersOf(transport).DiscardAsync([], Deadline));
        await ListAsync(transport, 1);
    }

    [SkippableFact]
    public async Task A_replayed_message_can_become_a_dead_letter_again()
    {
        var transport = await NewQueueAsync();
        await BuryAsync(transport, Messages(1), "first reason");
        await ListAsync(transport, 1);
        await DeadLettersOf(transport).ReplayAsync(null, Deadline);

        await BuryAsync(transport, [], "second reason", count: 1);

        var letter = Assert.Single(await ListAsync(transport, 1));
        Assert.Equal("m-0", letter.MessageId);
        Assert.Equal("second reason", letter.Reason);
    }

    [SkippableFact]
    public async Task A_message_delivered_too_often_becomes_a_dead_letter_by_itself()
    {
        var transport = await NewQueueAsync();
        Skip.If(Harness.DeliveryLimit is null, "The broker has no limit of deliveries.");
        await transport.SendAsync(Messages(1), Deadline);
        await using var receiver = await transport.OpenReceiverAsync(1, Deadline);

        for (var delivery = 1; delivery <= Harness.DeliveryLimit; delivery++)
            await receiver.AbandonAsync(await TakeAsync(receiver, 1), Deadline);

        Assert.Empty(await receiver.ReceiveAsync(1, Moment, Deadline));
        var letter = Assert.Single(await ListAsync(transport, 1));
        Assert.Equal("m-0", letter.MessageId);
        Assert.NotEqual("", letter.Reason);
        Assert.Equal(1, await DeadLettersOf(transport).ReplayAsync(null, Deadline));
        Assert.Equal("m-0", (await TakeAsync(receiver, 1))[0].MessageId);
    }

    [SkippableFact]
    public async Task Listing_and_replaying_at_once_loses_nothing()
    {
        var transport = await NewQueueAsync();
        var other = AnotherProcess();
        await BuryAsync(transport, Messages(60), "no");
        await ListAsync(transport, 60);

        await Task.WhenAll(
            DeadLettersOf(transport).ReplayAsync(null, Deadline),
            DeadLettersOf(other).ListAsync(100, Deadline),
            DeadLettersOf(other).ReplayAsync(null, Deadline),
            DeadLettersOf(transport).ListAsync(100, Deadline));

        // A list that held some at that moment may have kept them from the replay: they are dead letters still.
        await Eventually.BecomesAsync(async () =>
        {
            await DeadLettersOf(transport).ReplayAsync(null, Deadline);
            return (await transport.GetDepthAsync(Deadline)).DeadLettered == 0;
        }, Patience, "no dead letters are left");
        await DrainAsync(transport, Messages(60).Select(message => message.Id));
    }

    private async Task BuryAsync(ITransport transport, List<OutgoingMessage> messages, string reason, int? count = null)
    {
        await transport.SendAsync(messages, Deadline);
        await using var receiver = await transport.OpenReceiverAsync(100, Deadline);
        foreach (var delivery in await TakeAsync(receiver, count ?? messages.Count))
            Assert.Equal(Settlement.Settled, await receiver.DeadLetterAsync(delivery, reason, Deadline));
    }

    /// <summary>Lists when so many are there; a broker moves dead letters in its own time.</summary>
    private async Task<IReadOnlyList<DeadLetter>> ListAsync(ITransport transport, int count)
    {
        IReadOnlyList<DeadLetter> letters = [];
        await Eventually.BecomesAsync(
            async () => (letters = await DeadLettersOf(transport).ListAsync(1_000, Deadline)).Count == count,
            Patience, $"{count} dead letters are listed");
        return letters;
    }
}
