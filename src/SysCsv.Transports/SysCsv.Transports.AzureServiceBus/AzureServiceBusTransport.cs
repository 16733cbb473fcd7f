using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SysCsv.Transports.AzureServiceBus.Connections;
using SysCsv.Transports.AzureServiceBus.DeadLetters;
using SysCsv.Transports.AzureServiceBus.Dialects;
using SysCsv.Transports.AzureServiceBus.Management;
using SysCsv.Transports.AzureServiceBus.Receiving;
using SysCsv.Transports.AzureServiceBus.Sending;
using SysCsv.Transports.Shared;

namespace SysCsv.Transports.AzureServiceBus;

/// <summary>A queue of Azure Service Bus, or of another broker by its <see cref="AmqpDialect"/>, with its dead letters, spoken to over AMQP 1.0.</summary>
public sealed class AzureServiceBusTransport : ITransport, IDeadLetterQueue
{
    private const int MostListed = 10_000;

    private readonly AzureServiceBusOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly Dialect _dialect;
    private readonly SharedConnection _broker;
    private readonly QueueSender _sender;
    private readonly Throttle _throttle;
    private readonly IDeadLetters _deadLetters;
    private readonly IQueueAdministration _administration;
    private readonly OldestMessage? _oldest;
    private readonly ConcurrentDictionary<PeekLockReceiver, bool> _receivers = new();
    private bool _disposed;

    /// <summary>Creates the transport; it connects on first use.</summary>
    /// <param name="options">Where the broker and which the queue is; read now.</param>
    /// <param name="logger">Null logs nothing.</param>
    /// <param name="time">Null for the system's clock.</param>
    /// <exception cref="TransportException">The connection string is wrong.</exception>
    public AzureServiceBusTransport(AzureServiceBusOptions options, ILogger<AzureServiceBusTransport>? logger = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _logger = logger ?? NullLogger<AzureServiceBusTransport>.Instance;
        _time = time ?? TimeProvider.System;
        _dialect = Dialect.Of(options.Dialect);
        var endpoint = Endpoint.From(options, _time);
        _broker = new(endpoint, options, _logger, _time);
        _throttle = new(_logger, _time);
        _administration = options.Dialect == AmqpDialect.RabbitMq
            ? new RabbitMqAdministration(endpoint, options)
            : new ServiceBusAdministration(endpoint, options);
        _oldest = options.Dialect == AmqpDialect.RabbitMq ? null : new(_broker, options.Queue, _logger, _time);
        _sender = SenderTo(options.Queue);
        _deadLetters = options.Dialect == AmqpDialect.RabbitMq
            ? new RabbitMqDeadLetters(_broker, _dialect, _sender, SenderTo(QuorumQueue.DeadLettersOf(options.Queue)), options, _time)
            : new ServiceBusDeadLetters(_broker, _dialect, _sender, options, _logger, _time);
    }

    /// <inheritdoc/>
    public Task EnsureQueueAsync(CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        return _administration.EnsureAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ThrowIfDisposed();
        return messages.Count == 0
            ? Task.CompletedTask
            : _sender.SendAsync(messages.Select(message => MessageFormat.Encode(message)), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IMessageReceiver> OpenReceiverAsync(int prefetch, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prefetch, 1);
        ThrowIfDisposed();
        try
        {
            await _throttle.PassAsync(cancellationToken);
            var connection = await _broker.GetAsync(cancellationToken);
            var address = _dialect.QueueAddress(_options.Queue);
            var link = await PeekLockLink.OpenAsync(connection, _dialect, address, prefetch, _options, _time, cancellationToken);
            var renewal = _dialect.HasLocks
                ? new LockRenewal(link, stop => connection.ManagementOfAsync(address, stop), _options, _logger, _time)
                : null;
            var receiver = new PeekLockReceiver(
                link, renewal, _dialect, _deadLetters, stop => _administration.CheckAsync(_options.Queue, stop), Forget);
            _receivers[receiver] = true;
            return receiver;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw _throttle.Note(ServiceBusErrors.From(e, _options.Queue));
        }
    }

    /// <inheritdoc/>
    /// <remarks>Service Bus counts messages that somebody holds among those that are ready; those held by this transport are taken off. The age of the oldest message is asked for by AMQP. RabbitMQ counts every few seconds.</remarks>
    public async Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        var depth = await _administration.CountAsync(cancellationToken);
        if (_oldest is not null)
            depth = depth with { OldestAge = depth.Ready == 0 ? TimeSpan.Zero : await _oldest.AgeAsync(cancellationToken) };
        return depth.InFlight is null
            ? depth with { Ready = Math.Max(0, depth.Ready - _receivers.Keys.Sum(receiver => receiver.HeldCount)) }
            : depth;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeadLetter>> ListAsync(int max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, MostListed);
        ThrowIfDisposed();
        return _deadLetters.ListAsync(max, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> ReplayAsync(IReadOnlyCollection<string>? ids, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        return _deadLetters.RemoveAsync(ids, replay: true, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> DiscardAsync(IReadOnlyCollection<string>? ids, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        return _deadLetters.RemoveAsync(ids, replay: false, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var receiver in _receivers.Keys)
            await receiver.DisposeAsync();
        await _broker.DisposeAsync();
        _sender.Dispose();
        _deadLetters.Dispose();
        _administration.Dispose();
    }

    // A link that ended because of too much load asks the next one to wait, too.
    private void Forget(PeekLockReceiver receiver)
    {
        _receivers.TryRemove(receiver, out _);
        if (receiver.End is { } end)
            _throttle.Note(end);
    }

    private QueueSender SenderTo(string queue) => new(_broker, _dialect, _administration, queue, _options.Timeout, _throttle, _time);

    private void ThrowIfDisposed()
    {
        if (_disposed)
            throw ServiceBusErrors.Disposed();
    }
}
