using Microsoft.Extensions.Time.Testing;
using SysCsv.Testing;

namespace SysCsv.Transports.Tests.Sqlite;

public sealed class LeaseTests : QueueFolder
{
    private static readonly TimeSpan Lease = new EmbeddedTransportOptions().LeaseTime;

    /// <summary>The clock of a process that is frozen or killed: it renews nothing any more.</summary>
    private readonly FakeTimeProvider _frozen = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));

    [Fact]
    public async Task Messages_of_a_killed_process_come_again_when_its_lease_ends()
    {
        await using var killed = await QueueWithOneMessageAsync(_frozen);
        await using var receiver = await killed.OpenReceiverAsync(1, None);
        var held = await receiver.ReceiveAsync(1, TimeSpan.Zero, None);
        await using var other = Connect(_clock);
        await using var waiting = await other.OpenReceiverAsync(1, None);

        Assert.Empty(await waiting.ReceiveAsync(1, TimeSpan.Zero, None));
        _clock.Advance(Lease);

        Assert.Equal(2, Assert.Single(await waiting.ReceiveAsync(1, TimeSpan.Zero, None)).Attempt);
        Assert.Equal(Settlement.Lost, await receiver.CompleteAsync(held, None));
        Assert.Equal(TransportFailure.ConnectionLost, await FailureOfAsync(() => receiver.ReceiveAsync(1, TimeSpan.Zero, None)));
    }

    [Fact]
    public async Task A_living_receiver_keeps_its_messages_for_as_long_as_it_works()
    {
        await using var transport = await QueueWithOneMessageAsync(_clock);
        await using var slow = await transport.OpenReceiverAsync(1, None);
        await using var other = await transport.OpenReceiverAsync(1, None);
        var held = await slow.ReceiveAsync(1, TimeSpan.Zero, None);

        for (var third = 0; third < 10; third++)
        {
            var renewed = LeasesAfter(_clock.GetUtcNow() + (Lease / 3) + Lease);
            _clock.Advance(Lease / 3);
            await Eventually.BecomesAsync(renewed, TimeSpan.FromSeconds(30), "both leases are renewed");
        }

        Assert.Empty(await other.ReceiveAsync(1, TimeSpan.Zero, None));
        Assert.Equal(Settlement.Settled, await slow.CompleteAsync(held, None));
    }

    [Fact]
    public async Task A_clock_that_was_put_back_holds_no_message_for_long()
    {
        await using var killed = await QueueWithOneMessageAsync(_frozen);
        await using var receiver = await killed.OpenReceiverAsync(1, None);
        await receiver.ReceiveAsync(1, TimeSpan.Zero, None);
        var dayBefore = new FakeTimeProvider(_frozen.GetUtcNow().AddDays(-1));
        await using var other = Connect(dayBefore);
        await using var waiting = await other.OpenReceiverAsync(1, None);

        Assert.Empty(await waiting.ReceiveAsync(1, TimeSpan.Zero, None));
        dayBefore.Advance(Lease);

        Assert.Single(await waiting.ReceiveAsync(1, TimeSpan.Zero, None));
    }

    [Fact]
    public async Task A_message_that_kills_each_process_becomes_a_dead_letter()
    {
        await (await QueueWithOneMessageAsync(_clock)).DisposeAsync();
        for (var life = 1; life <= 3; life++)
        {
            var victim = Connect(new FakeTimeProvider(_clock.GetUtcNow()), options => options.DeliveryLimit = 3);
            var receiver = await victim.OpenReceiverAsync(1, None);
            Assert.Equal(life, Assert.Single(await receiver.ReceiveAsync(1, TimeSpan.Zero, None)).Attempt);
            _clock.Advance(Lease);
        }

        await using var transport = Connect(_clock, options => options.DeliveryLimit = 3);
        await using var last = await transport.OpenReceiverAsync(1, None);
        Assert.Empty(await last.ReceiveAsync(1, TimeSpan.Zero, None));
        Assert.Equal("Delivered 3 times without success.", Assert.Single(await transport.ListAsync(10, None)).Reason);
    }

    /// <summary>Processes that die of one of many messages, with all that they hold.</summary>
    [Fact]
    public async Task Only_the_message_that_kills_its_process_becomes_a_dead_letter()
    {
        const string Guilty = "m-7";
        await using (var sender = Connect(_clock))
        {
            await sender.EnsureQueueAsync(None);
            await sender.SendAsync(Messages(20), None);
        }

        var done = 0;
        for (var life = 1; life <= 8; life++)
        {
            var transport = Connect(new FakeTimeProvider(_clock.GetUtcNow()), options => options.DeliveryLimit = 6);
            var receiver = await transport.OpenReceiverAsync(100, None);
            while (await receiver.ReceiveAsync(100, TimeSpan.Zero, None) is { Count: > 0 } deliveries)
            {
                if (deliveries.Any(delivery => delivery.MessageId == Guilty))
                    break;
                Assert.Empty(await receiver.ReceiveAsync(100, TimeSpan.Zero, None));
                await receiver.CompleteAsync(deliveries, None);
                done += deliveries.Count;
            }

            _clock.Advance(Lease);
        }

        await using var after = Connect(_clock, options => options.DeliveryLimit = 6);
        Assert.Equal(19, done);
        Assert.Equal(Guilty, Assert.Single(await after.ListAsync(10, None)).MessageId);
        Assert.Equal(0, (await after.GetDepthAsync(None)).Ready);
    }

    [Fact]
    public async Task Suspect_waits_until_no_receiver_of_its_process_has_anything_in_hand()
    {
        await using var transport = await QueueWithOneSuspectAsync();
        await using var first = await transport.OpenReceiverAsync(10, None);
        await using var second = await transport.OpenReceiverAsync(10, None);
        await transport.SendAsync([new("neighbour", new byte[1])], None);
        var neighbour = await second.ReceiveAsync(10, TimeSpan.Zero, None);
        Assert.Equal("neighbour", Assert.Single(neighbour).MessageId);

        Assert.Empty(await first.ReceiveAsync(10, TimeSpan.Zero, None));
        var waiting = first.ReceiveAsync(10, TimeSpan.FromDays(1), None);
        await second.CompleteAsync(neighbour, None);

        Assert.Equal("m-0", Assert.Single(await waiting.WaitAsync(TimeSpan.FromSeconds(30))).MessageId);
    }

    [Fact]
    public async Task While_a_suspect_is_out_the_other_receivers_of_its_process_get_nothing()
    {
        await using var transport = await QueueWithOneSuspectAsync();
        await using var first = await transport.OpenReceiverAsync(10, None);
        await using var second = await transport.OpenReceiverAsync(10, None);
        var suspect = await first.ReceiveAsync(10, TimeSpan.Zero, None);
        await transport.SendAsync([new("neighbour", new byte[1])], None);

        Assert.Empty(await second.ReceiveAsync(10, TimeSpan.Zero, None));
        var waiting = second.ReceiveAsync(10, TimeSpan.FromDays(1), None);
        await first.CompleteAsync(suspect, None);

        Assert.Equal("neighbour", Assert.Single(await waiting.WaitAsync(TimeSpan.FromSeconds(30))).MessageId);
        Assert.Empty(await first.ReceiveAsync(10, TimeSpan.Zero, None));
        await transport.SendAsync([new("later", new byte[1])], None);
        Assert.Single(await first.ReceiveAsync(10, TimeSpan.Zero, None));
    }

    [Fact]
    public async Task Suspect_keeps_other_processes_from_nothing()
    {
        await using var transport = await QueueWithOneSuspectAsync();
        await using var receiver = await transport.OpenReceiverAsync(10, None);
        await receiver.ReceiveAsync(10, TimeSpan.Zero, None);
        await transport.SendAsync([new("neighbour", new byte[1])], None);
        await using var other = Connect(_clock, options => options.DeliveryLimit = 4);
        await using var elsewhere = await other.OpenReceiverAsync(10, None);

        Assert.Single(await elsewhere.ReceiveAsync(10, TimeSpan.Zero, None));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Suspect_of_a_receiver_that_is_gone_keeps_nobody_waiting(bool disposed)
    {
        await using var transport = await QueueWithOneSuspectAsync();
        await using var first = await transport.OpenReceiverAsync(10, None);
        await using var second = await transport.OpenReceiverAsync(10, None);
        await first.ReceiveAsync(10, TimeSpan.Zero, None);
        await transport.SendAsync([new("neighbour", new byte[1])], None);

        if (disposed)
            await first.DisposeAsync();
        else
            EndLeaseOfHolder();

        Assert.Equal("neighbour", Assert.Single(await second.ReceiveAsync(10, TimeSpan.Zero, None)).MessageId);
    }

    [Fact]
    public async Task Messages_of_another_process_are_found_by_the_next_poll()
    {
        await using var transport = Connect(_clock, options => options.PollInterval = TimeSpan.FromSeconds(5));
        await transport.EnsureQueueAsync(None);
        await using var receiver = await transport.OpenReceiverAsync(1, None);
        var waiting = receiver.ReceiveAsync(1, TimeSpan.FromDays(1), None);
        await using var other = Connect();

        await other.SendAsync(Messages(1), None);
        Assert.False(waiting.IsCompleted);
        await Eventually.BecomesAsync(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            return waiting.IsCompleted;
        }, TimeSpan.FromSeconds(30), "a poll finds the message");

        Assert.Single(await waiting);
    }

    private async Task<ITransport> QueueWithOneMessageAsync(TimeProvider clock)
    {
        var transport = Connect(clock);
        await transport.EnsureQueueAsync(None);
        await transport.SendAsync(Messages(1), None);
        return transport;
    }

    /// <summary>A message that came back so often that one of the next few deliveries is its last.</summary>
    private async Task<ITransport> QueueWithOneSuspectAsync()
    {
        const int Limit = 4;
        var transport = Connect(_clock, options => options.DeliveryLimit = Limit);
        await transport.EnsureQueueAsync(None);
        await transport.SendAsync(Messages(1), None);
        await using var receiver = await transport.OpenReceiverAsync(1, None);
        for (var attempt = 1; attempt < Limit; attempt++)
            await receiver.AbandonAsync(await receiver.ReceiveAsync(1, TimeSpan.Zero, None), None);
        return transport;
    }

    private void EndLeaseOfHolder()
    {
        using var connection = OpenFile();
        Ask(connection, "UPDATE receivers SET until_ms = 0 WHERE id = (SELECT receiver FROM held)");
    }

    private Func<bool> LeasesAfter(DateTimeOffset time) => () =>
    {
        using var connection = OpenFile();
        return Ask(connection, $"SELECT count(*) FROM receivers WHERE until_ms < {time.ToUnixTimeMilliseconds()}") is 0L;
    };
}
