using System.Threading.Channels;
using SysCsv.Transports.RabbitMq;
using SysCsv.Transports.RabbitMq.Receiving;

namespace SysCsv.Transports.Tests.RabbitMq.Receiving;

public sealed class HandOutTests
{
    private readonly Channel<RabbitMqDelivery> _arrived = Channel.CreateUnbounded<RabbitMqDelivery>();
    private readonly HandOut _handOut = new(suspectFrom: 5);

    [Fact]
    public void Innocent_messages_come_together_and_in_order()
    {
        Arrive(1, 4, 2);

        Assert.Equal([1, 4, 2], Take(10));
        Assert.False(_handOut.IsClosed);
    }

    [Fact]
    public void Suspect_waits_until_nothing_else_is_in_hand()
    {
        Arrive(1, 5, 1);
        Assert.Equal([1, 1], Take(10));

        Assert.Empty(Take(10));
        _handOut.Settled(2);

        Assert.Equal([5], Take(10));
    }

    [Fact]
    public void Suspect_is_alone_until_it_is_settled()
    {
        Arrive(5, 6);
        Assert.Single(Take(10));
        Assert.True(_handOut.IsClosed);

        _handOut.Settled(1);

        Assert.False(_handOut.IsClosed);
        Assert.Single(Take(10));
    }

    /// <summary>A consumer that dies of one of a hundred messages, and a broker that counts a delivery for all of them.</summary>
    [Fact]
    public void Only_the_message_that_kills_its_consumer_reaches_the_limit()
    {
        const int guilty = 42;
        var attempts = Enumerable.Range(0, 100).ToDictionary(id => (ulong)id, _ => 1);
        var dead = new List<ulong>();

        while (attempts.Count > 0)
        {
            RunUntilDeath(attempts, guilty);
            foreach (var id in attempts.Keys.ToList())
            {
                if (++attempts[id] <= 50)
                    continue;
                dead.Add(id);
                attempts.Remove(id);
            }
        }

        Assert.Equal([guilty], dead);
    }

    private static void RunUntilDeath(Dictionary<ulong, int> attempts, ulong guilty)
    {
        var handOut = new HandOut(suspectFrom: 25);
        var arrived = Channel.CreateUnbounded<RabbitMqDelivery>();
        foreach (var (id, attempt) in attempts)
            arrived.Writer.TryWrite(Delivery(id, attempt));

        while (handOut.Take(arrived.Reader, 100) is { Count: > 0 } batch)
        {
            var tags = batch.ConvertAll(delivery => ((RabbitMqDelivery)delivery).Tag);
            if (tags.Contains(guilty))
                return;
            tags.ForEach(tag => attempts.Remove(tag));
            handOut.Settled(batch.Count);
        }
    }

    private void Arrive(params int[] attempts)
    {
        foreach (var attempt in attempts)
            _arrived.Writer.TryWrite(Delivery(1, attempt));
    }

    private IEnumerable<int> Take(int max) => _handOut.Take(_arrived.Reader, max).Select(delivery => delivery.Attempt);

    private static RabbitMqDelivery Delivery(ulong tag, int attempt) => new() { MessageId = "", Body = default, Tag = tag, Attempt = attempt };
}
