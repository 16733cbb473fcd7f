using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace SysCsv.Transports.RabbitMq.Receiving;

/// <summary>Takes what the broker pushes to a consumer. Bounded by the prefetch, beyond which the broker pushes nothing.</summary>
internal sealed class DeliveryInbox(IChannel channel, string queue) : AsyncDefaultBasicConsumer(channel)
{
    private readonly Channel<RabbitMqDelivery> _deliveries =
        System.Threading.Channels.Channel.CreateUnbounded<RabbitMqDelivery>(new() { SingleReader = true, SingleWriter = true });

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Why nothing comes any more; null while something can come.</summary>
    public TransportException? End { get; private set; }

    /// <summary>Completes when nothing comes any more.</summary>
    public Task Ended => _ended.Task;

    public ChannelReader<RabbitMqDelivery> Deliveries => _deliveries.Reader;

    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        _deliveries.Writer.TryWrite(new()
        {
            Tag = deliveryTag,
            MessageId = properties.MessageId ?? "",
            Body = body.ToArray(), // the client library reuses its buffer when this returns
            Attempt = MessageHeaders.Attempt(properties.Headers),
            TraceParent = MessageHeaders.Text(properties.Headers, MessageHeaders.TraceParent),
        });
        return Task.CompletedTask;
    }

    // The broker cancels a consumer when its queue is deleted.
    public override Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        Close(RabbitMqErrors.QueueMissing(queue));
        return base.HandleBasicCancelAsync(consumerTag, cancellationToken);
    }

    public override Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        Close(RabbitMqErrors.From(reason, queue));
        return base.HandleChannelShutdownAsync(channel, reason);
    }

    private void Close(TransportException end)
    {
        End ??= end;
        _deliveries.Writer.TryComplete();
        _ended.TrySetResult();
    }
}
