using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using SysCsv.Transports.RabbitMq.Connections;

namespace SysCsv.Transports.RabbitMq.Sending;

/// <summary>A channel in confirm mode. Many sends share it; each writes its messages in one go and then waits for their confirms.</summary>
internal sealed class PublishChannel : IDisposable
{
    private const int Window = 4096;

    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(3);

    private static readonly CachedString DefaultExchange = new("");

    private readonly IChannel _channel;
    private readonly IConnection _connection;
    private readonly SharedConnection _sending;
    private readonly SharedConnection _asking;
    private readonly string _queue;
    private readonly CachedString _routingKey;
    private readonly TimeSpan _timeout;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConfirmWindow _window = new(Window);

    private PublishChannel(
        IChannel channel, IConnection connection, SharedConnection sending, SharedConnection asking, string queue, TimeSpan timeout, TimeProvider time)
    {
        _channel = channel;
        _connection = connection;
        _sending = sending;
        _asking = asking;
        _queue = queue;
        _routingKey = new(queue);
        _timeout = timeout;
        _time = time;

        // Shorter than the timeout, so that a connection is given up by whoever waits for confirms, and can say so.
        _patience = timeout / 2 < LongestPatience ? timeout / 2 : LongestPatience;
        channel.BasicAcksAsync += OnAckAsync;
        channel.BasicNacksAsync += OnNackAsync;
        channel.BasicReturnAsync += OnReturnAsync;
        channel.ChannelShutdownAsync += OnShutdownAsync;
    }

    public bool IsUsable => _window.End is null && _channel.IsOpen;

    /// <param name="sending">What the messages go over.</param>
    /// <param name="asking">What the broker is asked over while it confirms nothing: a connection that publishes may get no answer then.</param>
    public static async Task<PublishChannel> OpenAsync(
        SharedConnection sending, SharedConnection asking, string queue, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false);
        var (channel, connection) = await sending.OpenChannelOfAsync(options, cancellationToken);
        return new(channel, connection, sending, asking, queue, timeout, time);
    }

    public async Task SendAsync(IReadOnlyList<OutgoingMessage> messages, Func<OutgoingMessage, BasicProperties> properties, CancellationToken cancellationToken)
    {
        var send = new PendingSend(messages.Count);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            for (var i = 0; i < messages.Count; i++)
                await WriteAsync(messages[i], properties(messages[i]), send, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }

        if (!await ProgressAsync(send.Completion, cancellationToken))
            throw RabbitMqErrors.QueueFull(_queue);
    }

    /// <summary>Gives up a channel that is of no use any more, with its connection.</summary>
    /// <remarks>
    /// RabbitMQ can hold back for good a connection whose messages were under way when their queue was deleted: it stays open,
    /// in the state "flow", and answers nothing any more (seen with 3.10).
    /// </remarks>
    public void Abandon()
    {
        Dispose();
        _sending.Abandon(_connection);
    }

    /// <summary>Fails what is under way and closes the channel, for which nobody waits.</summary>
    public void Dispose()
    {
        _window.Fail(new(TransportFailure.ConnectionLost, "The channel to RabbitMQ was closed."));
        _ = _sending.CloseAsync(_channel);
    }

    private async ValueTask WriteAsync(OutgoingMessage message, BasicProperties properties, PendingSend send, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (!_window.TryAdd(send))
            await ProgressAsync(_window.SpaceAsync(), cancellationToken);

        try
        {
            // No token: a publish that stops half-way would put our sequence numbers and the broker's out of step.
            var publish = _channel.BasicPublishAsync(DefaultExchange, _routingKey, mandatory: true, properties, message.Body, CancellationToken.None);
            if (!publish.IsCompletedSuccessfully)
                await ProgressAsync(publish.AsTask(), CancellationToken.None);
        }
        catch (Exception e)
        {
            _window.Fail(RabbitMqErrors.From(e, _queue));
            throw _window.End!;
        }
    }

    private async Task<T> ProgressAsync<T>(Task<T> task, CancellationToken cancellationToken)
    {
        await ProgressAsync((Task)task, cancellationToken);
        return await task;
    }

    /// <summary>Waits as long as the broker answers anything at all within the timeout; a half-open connection does not.</summary>
    private async Task ProgressAsync(Task task, CancellationToken cancellationToken)
    {
        var answered = _window.Answered;
        var since = _time.GetTimestamp();
        while (true)
        {
            try
            {
                await task.WaitAsync(_patience, _time, cancellationToken);
                return;
            }
            catch (TimeoutException) when (!task.IsCompleted)
            {
                if (_window.Answered != answered)
                    (answered, since) = (_window.Answered, _time.GetTimestamp());
                else if (_time.GetElapsedTime(since) >= _timeout)
                    throw Stalled();
                else
                    await ProbeAsync(cancellationToken);

                // What is stuck on its way to the broker does not end by itself.
                _window.ThrowIfEnded();
            }
        }
    }

    // Messages that were under way when their queue was deleted may never be answered for.
    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var channel = await _asking.OpenChannelAsync(null, either.Token);
            await channel.QueueDeclarePassiveAsync(_queue, either.Token);
            await _asking.CloseAsync(channel);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Anything else will show by itself, or by the timeout.
            var failure = RabbitMqErrors.From(e, _queue);
            if (failure.Failure == TransportFailure.QueueMissing)
                _window.Fail(failure);
        }
    }

    private TransportException Stalled()
    {
        _window.Fail(_sending.IsBlocked
            ? RabbitMqErrors.Alarm()
            : new(TransportFailure.Timeout, $"RabbitMQ confirmed nothing within SysCsv:RabbitMq:Timeout. The connection is dead, or queue '{_queue}' has no leader."));
        _sending.Abandon(_connection);
        return _window.End!;
    }

    private Task OnAckAsync(object sender, BasicAckEventArgs ack)
    {
        _window.Answer(ack.DeliveryTag, ack.Multiple, accepted: true);
        return Task.CompletedTask;
    }

    private Task OnNackAsync(object sender, BasicNackEventArgs nack)
    {
        _window.Answer(nack.DeliveryTag, nack.Multiple, accepted: false);
        return Task.CompletedTask;
    }

    // Comes before the confirm of the same message, which says nothing about a queue. It carries no sequence number; but
    // as all messages of this channel go to one queue, a single return means that the queue is gone for all of them.
    private Task OnReturnAsync(object sender, BasicReturnEventArgs returned)
    {
        _window.Fail(RabbitMqErrors.QueueMissing(_queue));
        return Task.CompletedTask;
    }

    private Task OnShutdownAsync(object sender, ShutdownEventArgs reason)
    {
        _window.Fail(RabbitMqErrors.From(reason, _queue));
        return Task.CompletedTask;
    }
}
