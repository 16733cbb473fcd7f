using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using SysCsv.Transports.RabbitMq.Connections;
using SysCsv.Transports.RabbitMq.DeadLetters;
using SysCsv.Transports.RabbitMq.Management;
using SysCsv.Transports.RabbitMq.Receiving;
using SysCsv.Transports.RabbitMq.Sending;
using SysCsv.Transports.Shared;

namespace SysCsv.Transports.RabbitMq;

/// <summary>A quorum queue of RabbitMQ with its dead letters beside it. Needs RabbitMQ 3.10 or later.</summary>
public sealed class RabbitMqTransport : ITransport, IDeadLetterQueue
{
    // Two connections: an alarm blocks a connection that publishes, and settlements must not wait for it.
    private readonly SharedConnection _sending;
    private readonly SharedConnection _receiving;
    private readonly ConfirmedPublisher _publisher;
    private readonly DeadLetterQueue _deadLetters;
    private readonly ManagementApi _management;
    private readonly ILogger _logger;
    private readonly RabbitMqOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Creates the transport; it connects on first use.</summary>
    /// <param name="options">Where the broker and which the queue is; read now.</param>
    /// <param name="logger">Null logs nothing.</param>
    /// <param name="time">Null for the system's clock.</param>
    public RabbitMqTransport(RabbitMqOptions options, ILogger<RabbitMqTransport>? logger = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _logger = logger ?? NullLogger<RabbitMqTransport>.Instance;
        _time = time ?? TimeProvider.System;
        _sending = new(options, "sending", _logger, _time);
        _receiving = new(options, "receiving", _logger, _time);
        _publisher = new(_sending, _receiving, options.Queue, options.Timeout, _time);
        _deadLetters = new(_receiving, _sending, _publisher, options, _time);
        _management = new(options, _logger);
    }

    /// <inheritdoc/>
    public Task EnsureQueueAsync(CancellationToken cancellationToken) =>
        AskAsync(
            async channel =>
            {
                await QueueTopology.DeclareAsync(channel, _options, cancellationToken);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return _publisher.SendAsync(messages, MessageHeaders.For, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>A prefetch above 65,535 counts as 65,535, which is the most that the protocol can say.</remarks>
    public async Task<IMessageReceiver> OpenReceiverAsync(int prefetch, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prefetch, 1);
        return await RabbitMqReceiver.OpenAsync(
            _receiving, _options, prefetch, _deadLetters.AddAsync, _logger, _time, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken)
    {
        var (queue, dead) = await AskAsync(
            async channel => (
                await channel.QueueDeclarePassiveAsync(_options.Queue, cancellationToken),
                await channel.QueueDeclarePassiveAsync(QuorumQueue.DeadLettersOf(_options.Queue), cancellationToken)),
            cancellationToken);
        var inFlight = await _management.CountInFlightAsync(cancellationToken);
        return new(queue.MessageCount, inFlight, dead.MessageCount + _deadLetters.InHand, (int)queue.ConsumerCount);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeadLetter>> ListAsync(int max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, DeadLetterQueue.MaxListed);
        return _deadLetters.ListAsync(max, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> ReplayAsync(IReadOnlyCollection<string>? ids, CancellationToken cancellationToken) =>
        _deadLetters.RemoveAsync(ids, replay: true, cancellationToken);

    /// <inheritdoc/>
    public Task<int> DiscardAsync(IReadOnlyCollection<string>? ids, CancellationToken cancellationToken) =>
        _deadLetters.RemoveAsync(ids, replay: false, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _publisher.Dispose();
        _deadLetters.Dispose();
        await _sending.DisposeAsync();
        await _receiving.DisposeAsync();
        _management.Dispose();
    }

    private async Task<T> AskAsync<T>(Func<IChannel, Task<T>> ask, CancellationToken cancellationToken)
    {
        var channel = await _receiving.OpenChannelAsync(null, cancellationToken);
        try
        {
            return await ask(channel);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw RabbitMqErrors.From(e, _options.Queue);
        }
        finally
        {
            await _receiving.CloseAsync(channel);
        }
    }
}
