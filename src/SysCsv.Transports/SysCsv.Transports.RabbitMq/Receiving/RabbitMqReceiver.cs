using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using SysCsv.Transports.RabbitMq.Connections;

namespace SysCsv.Transports.RabbitMq.Receiving;

/// <summary>A channel with one consumer. Its deliveries belong to the channel: when that ends, the broker takes them back by itself.</summary>
internal sealed class RabbitMqReceiver : IMessageReceiver
{
    private readonly IChannel _channel;
    private readonly SharedConnection _connection;
    private readonly DeliveryInbox _inbox;
    private readonly HandOut _handOut;
    private readonly Func<Delivery, string, CancellationToken, Task> _copyToDeadLetters;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly UnsettledTags _unsettled = new();
    private readonly List<ulong> _singles = [];

    private RabbitMqReceiver(
        IChannel channel, SharedConnection connection, DeliveryInbox inbox, int deliveryLimit,
        Func<Delivery, string, CancellationToken, Task> copyToDeadLetters, ILogger logger, TimeProvider time)
    {
        _channel = channel;
        _connection = connection;
        _inbox = inbox;
        _handOut = new((deliveryLimit / 2) + 2);
        _copyToDeadLetters = copyToDeadLetters;
        _logger = logger;
        _time = time;
    }

    public static async Task<RabbitMqReceiver> OpenAsync(
        SharedConnection connection, RabbitMqOptions options, int prefetch, Func<Delivery, string, CancellationToken, Task> copyToDeadLetters,
        ILogger logger, TimeProvider time, CancellationToken cancellationToken)
    {
        var channel = await connection.OpenChannelAsync(null, cancellationToken);
        try
        {
            var inbox = new DeliveryInbox(channel, options.Queue);
            await channel.BasicQosAsync(0, (ushort)Math.Min(prefetch, ushort.MaxValue), global: false, cancellationToken);
            await channel.BasicConsumeAsync(options.Queue, autoAck: false, inbox, cancellationToken);
            return new(channel, connection, inbox, options.DeliveryLimit, copyToDeadLetters, logger, time);
        }
        catch (Exception e)
        {
            await connection.CloseAsync(channel);
            if (cancellationToken.IsCancellationRequested)
                throw;
            throw RabbitMqErrors.From(e, options.Queue);
        }
    }

    public async Task<IReadOnlyList<Delivery>> ReceiveAsync(int maxMessages, TimeSpan wait, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        cancellationToken.ThrowIfCancellationRequested();

        using var patience = new CancellationTokenSource(wait, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            while (true)
            {
                var taken = await TakeAsync(maxMessages, either.Token);

                // What is still here was taken back by the broker.
                if (_inbox.End is { } end)
                    throw new TransportException(end.Failure, end.Message, end);
                if (taken.Count > 0)
                    return taken;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [];
        }
    }

    public Task<Settlement> CompleteAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) =>
        SettleAsync(deliveries, (tag, multiple) => _channel.BasicAckAsync(tag, multiple, CancellationToken.None), cancellationToken);

    public Task<Settlement> AbandonAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) =>
        SettleAsync(deliveries, (tag, multiple) => _channel.BasicNackAsync(tag, multiple, requeue: true, CancellationToken.None), cancellationToken);

    public async Task<Settlement> DeadLetterAsync(Delivery delivery, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(reason);
        if (_inbox.End is not null || !_unsettled.Contains(((RabbitMqDelivery)delivery).Tag))
            return Settlement.Lost;

        // The broker's own dead-lettering can't carry a reason. A crash in between leaves a second copy, never none.
        await _copyToDeadLetters(delivery, reason, cancellationToken);
        return await CompleteAsync([delivery], cancellationToken);
    }

    public async ValueTask DisposeAsync() => await _connection.CloseAsync(_channel);

    private async ValueTask<List<Delivery>> TakeAsync(int maxMessages, CancellationToken cancellationToken)
    {
        if (_handOut.IsClosed)
            await _inbox.Ended.WaitAsync(cancellationToken);
        else if (!_handOut.HasSuspect && !_inbox.Deliveries.TryPeek(out _))
            await _inbox.Deliveries.WaitToReadAsync(cancellationToken);
        return _inbox.End is null ? _handOut.Take(_inbox.Deliveries, maxMessages) : [];
    }

    private async Task<Settlement> SettleAsync(
        IReadOnlyList<Delivery> deliveries, Func<ulong, bool, ValueTask> settle, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deliveries);
        cancellationToken.ThrowIfCancellationRequested();
        if (_inbox.End is not null)
            return Settlement.Lost;

        _singles.Clear();
        var (upTo, count) = _unsettled.Settle(deliveries.Select(delivery => ((RabbitMqDelivery)delivery).Tag), _singles);
        _handOut.Settled(count);
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

        return count == deliveries.Count && _inbox.End is null ? Settlement.Settled : Settlement.Lost;
    }
}
