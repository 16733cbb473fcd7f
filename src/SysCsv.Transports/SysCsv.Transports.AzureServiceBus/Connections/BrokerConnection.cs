using Amqp;
using Amqp.Framing;
using Amqp.Handler;
using Amqp.Sasl;
using Microsoft.Extensions.Logging;
using SysCsv.Transports.AzureServiceBus.Authorization;

namespace SysCsv.Transports.AzureServiceBus.Connections;

/// <summary>One connection with what lives as long as it does: its authorization, and the management link of the queue.</summary>
internal sealed class BrokerConnection : IAsyncDisposable
{
    // What Service Bus offers itself; larger frames would only be cut.
    private const int MaxFrameSize = 64 * 1024;
    private const int IdleTimeoutMilliseconds = 60_000;

    // What Service Bus documents; the library's own would be "amqp".
    private const string WebSocketProtocol = "AMQPWSB10";

    private readonly Connection _connection;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly Endpoint _endpoint;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, RequestLink> _management = [];
    private readonly CbsAuthorization? _authorization;

    private BrokerConnection(Connection connection, DeliveryEvents events, Endpoint endpoint, TimeSpan timeout, ILogger logger, TimeProvider time)
    {
        _connection = connection;
        _endpoint = endpoint;
        _timeout = timeout;
        _time = time;
        Events = events;
        if (endpoint.Tokens is { } tokens)
            _authorization = new(this, tokens, timeout, logger, time);
        connection.AddClosedCallback((_, error) =>
        {
            if (error is not null)
                logger.ConnectionEnded(error.Condition?.ToString() ?? "no reason given");
        });
    }

    public DeliveryEvents Events { get; }

    public bool IsOpen => !_connection.IsClosed;

    public static async Task<BrokerConnection> OpenAsync(
        Endpoint endpoint, AzureServiceBusOptions options, ILogger logger, TimeProvider time, CancellationToken cancellationToken)
    {
        var events = new DeliveryEvents();
        var overWebSocket = new WebSocketTransportFactory(WebSocketProtocol)
        {
            Options = socket => socket.RemoteCertificateValidationCallback = options.CertificateValidation,
        };
        var factory = new ConnectionFactory([overWebSocket]);
        factory.AMQP.ContainerId = $"syscsv-{Guid.NewGuid():N}";
        factory.AMQP.HostName = endpoint.NamedHost;
        factory.AMQP.MaxFrameSize = MaxFrameSize;
        factory.AMQP.IdleTimeout = IdleTimeoutMilliseconds;
        factory.TCP.NoDelay = true;
        if (endpoint.Tokens is not null)
            factory.SASL.Profile = SaslProfile.Anonymous;
        if (options.CertificateValidation is { } validation)
            factory.SSL.RemoteCertificateValidationCallback = validation;

        using var patience = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var connection = await factory.CreateAsync(endpoint.ToAddress(), either.Token, events).WaitAsync(either.Token);
        logger.ConnectionOpened();
        return new(connection, events, endpoint, options.Timeout, logger, time);
    }

    /// <summary>Sees to it that links to the entity may be attached.</summary>
    public Task AuthorizeAsync(string entity, CancellationToken cancellationToken) =>
        _authorization?.EnsureAsync(new UriBuilder("sb", _endpoint.Host) { Path = entity }.Uri, cancellationToken) ?? Task.CompletedTask;

    /// <summary>A session of its own: the windows of one must not hold up another. <see cref="EndAsync"/> it: a connection takes few of them.</summary>
    public Session NewSession() => new(_connection);

    /// <summary>Ends a session whose link is gone or was refused. A connection that is dead without knowing ends with it.</summary>
    public async Task EndAsync(Session session)
    {
        try
        {
            if (!session.IsClosed)
                await session.CloseAsync(_timeout, null);
        }
        catch (Exception e) when (e is TimeoutException || ServiceBusErrors.IsGone(e))
        {
            Abort();
        }
    }

    /// <summary>The management link of an entity, opened once.</summary>
    public async Task<RequestLink> ManagementOfAsync(string entity, CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_management.TryGetValue(entity, out var link) && link.IsOpen)
                return link;
            if (link is not null)
                await EndAsync(link.Session);
            var address = entity + "/$management";
            await AuthorizeAsync(address, cancellationToken);
            return _management[entity] = await RequestLink.OpenAsync(this, address, _timeout, _time, cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Ends at once, for a connection that no longer answers.</summary>
    public void Abort() => _ = _connection.CloseAsync(TimeSpan.Zero, null).ContinueWith(
        closing => _ = closing.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    public async ValueTask DisposeAsync()
    {
        if (_authorization is not null)
            await _authorization.DisposeAsync();
        if (!_connection.IsClosed)
            await _connection.CloseAsync(TimeSpan.FromSeconds(5), null);
        _opening.Dispose();
    }
}
