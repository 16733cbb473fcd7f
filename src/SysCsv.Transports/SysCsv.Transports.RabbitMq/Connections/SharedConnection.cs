using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace SysCsv.Transports.RabbitMq.Connections;

/// <summary>A connection to the broker that all callers share: made on first use, and again on the first use after a loss.</summary>
internal sealed class SharedConnection(RabbitMqOptions options, string purpose, ILogger logger, TimeProvider time) : IAsyncDisposable
{
    private readonly Connector _connector = new(options, purpose, logger, time);
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Task<IConnection>? _connection;
    private IConnection? _latest;
    private bool _disposed;

    /// <summary>The broker has said that it reads no more from this connection until an alarm is over.</summary>
    public bool IsBlocked { get; private set; }

    public async Task<IChannel> OpenChannelAsync(CreateChannelOptions? channelOptions, CancellationToken cancellationToken) =>
        (await OpenChannelOfAsync(channelOptions, cancellationToken)).Channel;

    /// <summary>Opens a channel, and tells of which connection, so that it can be given up with it.</summary>
    public async Task<(IChannel Channel, IConnection Connection)> OpenChannelOfAsync(CreateChannelOptions? channelOptions, CancellationToken cancellationToken)
    {
        IConnection? connection = null;
        try
        {
            connection = await ConnectAsync().WaitAsync(cancellationToken);
            return (await connection.CreateChannelAsync(channelOptions, cancellationToken), connection);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            var failure = RabbitMqErrors.From(e, options.Queue);
            if (failure.Failure == TransportFailure.Timeout && connection is not null)
                throw Silent(connection, failure);
            throw failure;
        }
    }

    /// <summary>Closes a channel; one that does not answer is left to the end of its connection.</summary>
    public Task CloseAsync(IChannel channel) => _connector.CloseAsync(channel);

    /// <summary>Gives up a connection that does not answer; the next use makes another.</summary>
    public void Abandon(IConnection silent)
    {
        lock (_gate)
        {
            // Somebody else has given it up before, or another is under way.
            if (_latest != silent || _connection is not { IsCompleted: true })
                return;
            _latest = null;
            _connection = null;
        }

        // Nobody waits: closing a connection that does not answer takes its time.
        _ = _connector.CloseAsync(silent);
    }

    public async ValueTask DisposeAsync()
    {
        Task<IConnection>? connection;
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            connection = _connection;
        }

        await _stop.CancelAsync();
        if (connection is not null)
            await _connector.DiscardAsync(connection);
        _stop.Dispose();
    }

    private TransportException Silent(IConnection connection, TransportException failure)
    {
        var blocked = IsBlocked;
        Abandon(connection);
        return blocked ? RabbitMqErrors.Alarm(failure) : failure;
    }

    // One attempt at a time, whose end all callers share: a hundred workers do not knock a hundred times.
    private Task<IConnection> ConnectAsync()
    {
        lock (_gate)
        {
            if (_disposed)
                throw new TransportException(TransportFailure.Other, "The transport was disposed: its host has stopped.");
            var usable = _connection is { IsCompleted: false } || _latest is { IsOpen: true };
            return _connection is not null && usable ? _connection : _connection = OpenAsync();
        }
    }

    private async Task<IConnection> OpenAsync()
    {
        // Leaves the lock before anything else happens.
        await Task.Yield();
        if (_latest is { } ended)
            await _connector.CloseAsync(ended);
        IsBlocked = false;
        var connection = await _connector.OpenAsync(_stop.Token);
        connection.ConnectionShutdownAsync += OnShutdownAsync;
        connection.ConnectionBlockedAsync += OnBlockedAsync;
        connection.ConnectionUnblockedAsync += OnUnblockedAsync;
        logger.ConnectionOpened(purpose);
        return _latest = connection;
    }

    private Task OnShutdownAsync(object sender, ShutdownEventArgs reason)
    {
        if (reason.Initiator != ShutdownInitiator.Application)
            logger.ConnectionEnded(purpose, reason.ReplyCode);
        return Task.CompletedTask;
    }

    private Task OnBlockedAsync(object sender, ConnectionBlockedEventArgs blocked)
    {
        IsBlocked = true;
        logger.PublishingBlocked();
        return Task.CompletedTask;
    }

    private Task OnUnblockedAsync(object sender, AsyncEventArgs unblocked)
    {
        IsBlocked = false;
        logger.PublishingUnblocked();
        return Task.CompletedTask;
    }
}
