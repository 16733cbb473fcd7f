using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace SysCsv.Transports.RabbitMq;

/// <summary>A channel with one consumer. Its deliveries belong to the channel: when that ends, the broker takes them back by itself.</summary>
internal sealed class RabbitMqReceiver : IMessageReceiver
{
    private readonly IChannel _channel;
    private readonly DeliveryInbox _inbox;
    private readonly Func<Delivery, string, CancellationToken, Task> _copyToDeadLetters;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly UnsettledTags _unsettled = new();
    private readonly List<ulong> _singles = [];

    private RabbitMqReceiver(
        IChannel channel, DeliveryInbox inbox, Func<Delivery, string, CancellationToken, Task> copyToDeadLetters, ILogger logger, TimeProvider time)
    {
        _channel = channel;
        _inbox = inbox;
        _copyToDeadLetters = copyToDeadLetters;
        _logger = logger;
        _time = time;
    }

    public static async Task<RabbitMqReceiver> OpenAsync(
        BrokerLink link, string queue, int prefetch, Func<Delivery, string, CancellationToken, Task> copyToDeadLetters,
        ILogger logger, TimeProvider time, CancellationToken cancellationToken)
    {
        var channel = await link.OpenChannelAsync(null, cancellationToken);
        try
        {
            var inbox = new DeliveryInbox(channel, queue);
            await channel.BasicQosAsync(0, (ushort)Math.Min(prefetch, ushort.MaxValue), global: false, cancellationToken);
            await channel.BasicConsumeAsync(queue, autoAck: false, inbox, cancellationToken);
            return new(channel, inbox, copyToDeadLetters, logger, time);
        }
        catch (Exception e)
        {
            await channel.DisposeAsync();
            if (cancellationToken.IsCancellationRequested)
                throw;
            throw RabbitMqErrors.From(e, queue);
        }
    }

    public async Task<IReadOnlyList<Delivery>> ReceiveAsync(int maxMessages, TimeSpan wait, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        cancellationToken.ThrowIfCancellationRequested();

        if (!_inbox.Deliveries.TryPeek(out _) && _inbox.End is null && !await ArrivesAsync(wait, cancellationToken))
            return [];

        // What is still here was taken back by the broker.
        if (_inbox.End is { } end)
            throw new TransportException(end.Failure, end.Message, end);

        var taken = new List<Delivery>();
        while (taken.Count < maxMessages && _inbox.Deliveries.TryRead(out var delivery))
            taken.Add(delivery);
        return taken;
    }

    public Task<Settlement> CompleteAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) =>
        SettleAsync(deliveries, (tag, multiple) => _channel.BasicAckAsync(tag, multiple, CancellationToken.None), cancellationToken);

    public Task<Settlement> AbandonAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) =>
        SettleAsync(deliveries, (tag, multiple) => _channel.BasicNackAsync(tag, multiple, requeue: true, CancellationToken.None), cancellationToken);

    public async Task<Settlement> DeadLetterAsync(Delivery delivery, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(reason);
        if (_inbox.End is not null)
            return Settlement.Lost;

        // The broker's own dead-lettering can't carry a reason. A crash in between leaves a second copy, never none.
        await _copyToDeadLetters(delivery, reason, cancellationToken);
        return await CompleteAsync([delivery], cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _channel.DisposeAsync();
        }
        catch (Exception e)
        {
            _logger.CloseFailed(e);
        }
    }

    private async Task<bool> ArrivesAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(wait, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _inbox.Deliveries.WaitToReadAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<Settlement> SettleAsync(
        IReadOnlyList<Delivery> deliveries, Func<ulong, bool, ValueTask> settle, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deliveries);
        cancellationToken.ThrowIfCancellationRequested();
        if (_inbox.End is not null)
            return Settlement.Lost;

        _singles.Clear();
        var (upTo, allWereUnsettled) = _unsettled.Settle(deliveries.Select(delivery => ((RabbitMqDelivery)delivery).Tag), _singles);
        try
        {
            if (upTo > 0)
                await settle(upTo, true);
            foreach (var tag in _singles)
                await settle(tag, false);
        }
        catch (Exception e)
        {
            // The channel is gone, and with it the hold on the messages: they come again.
            _logger.CloseFailed(e);
            return Settlement.Lost;
        }

        return allWereUnsettled && _inbox.End is null ? Settlement.Settled : Settlement.Lost;
    }
}
