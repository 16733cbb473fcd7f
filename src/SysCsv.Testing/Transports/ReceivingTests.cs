using System.Collections.Concurrent;
using System.Diagnostics;
using SysCsv.Transports;
using Xunit;

namespace SysCsv.Testing.Transports;

/// <summary>A message is held by one receiver at a time, within the limits it was asked for.</summary>
/// <param name="harness">The harness of the transport.</param>
/// <typeparam name="THarness">The harness of the transport.</typeparam>
public abstract class ReceivingTests<THarness>(THarness harness) : TransportSuite<THarness>(harness)
    where THarness : ITransportHarness
{
    [SkippableFact]
    public async Task Two_receivers_never_hold_the_same_message_at_once()
    {
        var transport = await NewQueueAsync();
        var sent = Messages(600);
        await transport.SendAsync(sent, Deadline);
        var held = new ConcurrentDictionary<string, bool>();
        var done = new ConcurrentDictionary<string, bool>();

        await Task.WhenAll(WorkAsync(transport), WorkAsync(transport), WorkAsync(AnotherProcess()));

        Assert.Equal(sent.Count, done.Count);

        async Task WorkAsync(ITransport place)
        {
            await using var receiver = await place.OpenReceiverAsync(40, Deadline);
            while (done.Count < sent.Count)
            {
                var batch = await receiver.ReceiveAsync(20, Moment, Deadline);
                Assert.All(batch, delivery => Assert.True(held.TryAdd(delivery.MessageId, true), "held twice"));
                await Task.Yield();
                foreach (var delivery in batch)
                    held.TryRemove(delivery.MessageId, out _);

                var back = batch.Where(delivery => delivery.Attempt == 1 && delivery.MessageId.EndsWith('7')).ToList();
                await receiver.AbandonAsync(back, Deadline);
                await receiver.CompleteAsync([.. batch.Except(back)], Deadline);
                foreach (var delivery in batch.Except(back))
                    Assert.True(done.TryAdd(delivery.MessageId, true), "came again after it was completed");
            }
        }
    }

    [SkippableFact]
    public async Task An_empty_queue_gives_nothing_after_the_wait()
    {
        var transport = await NewQueueAsync();
        await using var receiver = await transport.OpenReceiverAsync(10, Deadline);
        var started = Stopwatch.GetTimestamp();

        var received = await receiver.ReceiveAsync(10, Moment, Deadline);

        Assert.Empty(received);
        Assert.InRange(Stopwatch.GetElapsedTime(started), Moment * 0.8, Moment + Patience);
    }

    [SkippableFact]
    public async Task A_waiting_receiver_wakes_up_when_a_message_comes()
    {
        var transport = await NewQueueAsync();
        var other = AnotherProcess();
        await using var receiver = await transport.OpenReceiverAsync(10, Deadline);

        foreach (var sender in new[] { transport, other })
        {
            var waiting = receiver.ReceiveAsync(10, Patience * 2, Deadline);
            await sender.SendAsync(Messages(1), Deadline);
            Assert.Single(await waiting.WaitAsync(Patience));
        }
    }

    [SkippableFact]
    public async Task A_receiver_holds_no_more_than_its_prefetch()
    {
        var transport = await NewQueueAsync();
        await transport.SendAsync(Messages(30), Deadline);
        await using var first = await transport.OpenReceiverAsync(10, Deadline);
        await using var second = await AnotherProcess().OpenReceiverAsync(30, Deadline);

        var held = await TakeAsync(first, 10);

        Assert.Empty(await first.ReceiveAsync(10, Moment, Deadline));
        await TakeAsync(second, 20);
        await first.CompleteAsync([.. held.Take(4)], Deadline);
        await transport.SendAsync(Messages(4, "more"), Deadline);
        Assert.InRange((await first.ReceiveAsync(100, Moment, Deadline)).Count, 0, 4);
    }

    [SkippableFact]
    public async Task A_receiver_goes_on_when_it_has_settled()
    {
        var transport = await NewQueueAsync();
        await transport.SendAsync(Messages(100), Deadline);
        await using var receiver = await transport.OpenReceiverAsync(5, Deadline);

        var seen = new HashSet<string>();
        while (seen.Count < 100)
        {
            var batch = await TakeAsync(receiver, 5);
            seen.UnionWith(batch.Select(delivery => delivery.MessageId));
            Assert.Equal(Settlement.Settled, await receiver.CompleteAsync(batch, Deadline));
        }

        Assert.Empty(await receiver.ReceiveAsync(5, Moment, Deadline));
    }

    [SkippableFact]
    public async Task No_more_messages_come_than_asked_for()
    {
        var transport = await NewQueueAsync();
        await transport.SendAsync(Messages(50), Deadline);
        await using var receiver = await transport.OpenReceiverAsync(50, Deadline);

        for (var seen = 0; seen < 50;)
        {
            var batch = await receiver.ReceiveAsync(7, Patience, Deadline);
            Assert.InRange(batch.Count, 1, 7);
            seen += batch.Count;
        }
    }

    [SkippableFact]
    public async Task Disposing_a_receiver_releases_what_it_did_not_settle()
    {
        var transport = await NewQueueAsync();
        await transport.SendAsync(Messages(20), Deadline);
        var leaving = await transport.OpenReceiverAsync(20, Deadline);
        var held = await TakeAsync(leaving, 20);
        await leaving.CompleteAsync([.. held.Take(5)], Deadline);

        await leaving.DisposeAsync();

        await using var receiver = await transport.OpenReceiverAsync(20, Deadline);
        var again = await TakeAsync(receiver, 15);
        Assert.Equal(held.Skip(5).Select(delivery => delivery.MessageId).Order(), again.Select(delivery => delivery.MessageId).Order());
        Assert.Empty(await receiver.ReceiveAsync(20, Moment, Deadline));
    }

    [SkippableFact]
    public async Task A_release_counts_as_no_attempt()
    {
        var transport = await NewQueueAsync();
        Skip.IfNot(Harness.ReleaseIsNoAttempt, "The broker counts a release as an attempt.");
        await transport.SendAsync(Messages(3), Deadline);
        await using (var leaving = await transport.OpenReceiverAsync(3, Deadline))
            await TakeAsync(leaving, 3);

        await using var receiver = await transport.OpenReceiverAsync(3, Deadline);

        Assert.All(await TakeAsync(receiver, 3), delivery => Assert.Equal(1, delivery.Attempt));
    }

    [SkippableFact]
    public async Task Cancelling_a_receive_loses_nothing()
    {
        var transport = await NewQueueAsync();
        await using var receiver = await transport.OpenReceiverAsync(1_000, Deadline);
        var seen = new List<string>();
        for (var round = 0; round < 20; round++)
        {
            using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Deadline);
            var receiving = receiver.ReceiveAsync(10, Patience, cancelled.Token);
            var sending = transport.SendAsync(Messages(10, $"round-{round}"), Deadline);
            if (round % 2 == 0)
                await sending;
            await cancelled.CancelAsync();
            await sending;
            try
            {
                seen.AddRange((await receiving).Select(delivery => delivery.MessageId));
            }
            catch (OperationCanceledException)
            {
                Assert.False(Deadline.IsCancellationRequested, "the test took too long");
            }
        }

        seen.AddRange((await TakeAsync(receiver, 200 - seen.Count)).Select(delivery => delivery.MessageId));
        Assert.Equal(200, seen.Distinct().Count());
    }
}
