using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace SysCsv.Transports.RabbitMq.DeadLetters;

/// <summary>Takes what the broker pushes from the dead-letter queue; keeps the bodies of those that are wanted only.</summary>
internal sealed class DeadLetterInbox(IChannel channel, string queue, Func<string, bool> isWanted) : AsyncDefaultBasicConsumer(channel)
{
    private readonly Channel<HeldDeadLetter> _letters = System.Threading.Channels.Channel.CreateUnbounded<HeldDeadLetter>();

    public ChannelReader<HeldDeadLetter> Letters => _letters.Reader;

    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        var id = DeadLetterHeaders.IdOf(properties, body.Span);
        var letter = isWanted(id) ? DeadLetterHeaders.Read(id, properties, body.ToArray()) : null;
        _letters.Writer.TryWrite(new(deliveryTag, letter, MessageHeaders.Text(properties.Headers, MessageHeaders.TraceParent)));
        return Task.CompletedTask;
    }

    public override Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        _letters.Writer.TryComplete(RabbitMqErrors.QueueMissing(queue));
        return base.HandleBasicCancelAsync(consumerTag, cancellationToken);
    }

    public override Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        _letters.Writer.TryComplete(RabbitMqErrors.From(reason, queue));
        return base.HandleChannelShutdownAsync(channel, reason);
    }
}
