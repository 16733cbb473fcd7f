using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace SysCsv.Transports.RabbitMq;

/// <summary>One connection to the broker, made on first use and again on the first use after a loss.</summary>
/// <remarks>
/// The client library's own recovery is off: it would bring back channels whose unconfirmed messages and deliveries are gone.
/// The engine decides when to try again.
/// </remarks>
internal sealed class BrokerLink(RabbitMqOptions options, string purpose, ILogger logger, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Task<IConnection>? _connection;
    private IConnection? _latest;
    private bool _disposed;

    /// <summary>The broker has said that it reads no more from this connection until an alarm is over.</summary>
    public bool IsBlocked { get; private set; }

    public async Task<IChannel> OpenChannelAsync(CreateChannelOptions? channelOptions, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await ConnectAsync().WaitAsync(cancellationToken);
            return await connection.CreateChannelAsync(channelOptions, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw RabbitMqErrors.From(e, options.Queue);
        }
    }

    /// <summary>Gives up a connection that does not answer; the next use makes another.</summary>
    public void Abandon()
    {
        IConnection? silent;
        lock (_gate)
        {
            silent = _latest;
            _latest = null;
            _connection = null;
        }

        // Nobody waits: closing a connection that does not answer takes its time.
        if (silent is not null)
            _ = CloseAsync(silent);
    }

    /// <summary>Closes a channel; one that does not answer is left to the end of its connection.</summary>
    public async Task CloseAsync(IChannel channel)
    {
        try
        {
            await channel.DisposeAsync().AsTask().WaitAsync(CloseTimeout, time);
        }
        catch (Exception e)
        {
            logger.CloseFailed(e);
        }
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
            await DiscardAsync(connection);
        _stop.Dispose();
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
            await CloseAsync(ended);
        IsBlocked = false;
        var connection = await CreateAsync();
        connection.ConnectionShutdownAsync += OnShutdownAsync;
        connection.ConnectionBlockedAsync += OnBlockedAsync;
        connection.ConnectionUnblockedAsync += OnUnblockedAsync;
        logger.ConnectionOpened(purpose);
        return _latest = connection;
    }

    // The client library can take far longer than its own time limits to notice that nobody answers.
    private async Task<IConnection> CreateAsync()
    {
        using var patience = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stop.Token);
        var creation = Factory().CreateConnectionAsync(either.Token);
        try
        {
            return await creation.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            _ = DiscardAsync(creation);
            throw;
        }
    }

    private async Task DiscardAsync(Task<IConnection> late)
    {
        try
        {
            await CloseAsync(await late);
        }
        catch (Exception e)
        {
            logger.CloseFailed(e);
        }
    }

    private ConnectionFactory Factory() => new()
    {
        Uri = new Uri(options.Uri ?? throw new TransportException(TransportFailure.Misconfigured, "SysCsv:RabbitMq:Uri is not set.")),
        ClientProvidedName = $"SysCsv {options.Queue} {purpose}",
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
        RequestedHeartbeat = Heartbeat,
        RequestedConnectionTimeout = options.Timeout,
        HandshakeContinuationTimeout = options.Timeout,
        ContinuationTimeout = options.Timeout,
        SocketReadTimeout = options.Timeout,
        SocketWriteTimeout = options.Timeout,
    };

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

    private async Task CloseAsync(IConnection connection)
    {
        try
        {
            await connection.AbortAsync(CloseTimeout);
            await connection.DisposeAsync();
        }
        catch (Exception e)
        {
            logger.CloseFailed(e);
        }
    }
}
