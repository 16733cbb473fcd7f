using RabbitMQ.Client;
using SysCsv.Transports.RabbitMq.Connections;

namespace SysCsv.Transports.RabbitMq.Sending;

/// <summary>Sends to one queue and waits for the confirms, over a channel that is made again after it ended. Safe for many threads.</summary>
internal sealed class ConfirmedPublisher(SharedConnection sending, SharedConnection asking, string queue, TimeSpan timeout, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private PublishChannel? _channel;

    public async Task SendAsync(IReadOnlyList<OutgoingMessage> messages, Func<OutgoingMessage, BasicProperties> properties, CancellationToken cancellationToken)
    {
        if (messages.Count == 0)
            return;
        try
        {
            var channel = await UsableChannelAsync(cancellationToken);
            await channel.SendAsync(messages, properties, cancellationToken);
        }
        catch (Exception e) when (e is not TransportException && !cancellationToken.IsCancellationRequested)
        {
            throw RabbitMqErrors.From(e, queue);
        }
    }

    /// <summary>Fails what is under way. The channel ends with its connection.</summary>
    public void Dispose() => _channel?.Dispose();

    private async ValueTask<PublishChannel> UsableChannelAsync(CancellationToken cancellationToken)
    {
        if (_channel is { IsUsable: true } usable)
            return usable;

        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_channel is { IsUsable: true })
                return _channel;
            _channel?.Abandon();
            return _channel = await PublishChannel.OpenAsync(sending, asking, queue, timeout, time, cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }
}
