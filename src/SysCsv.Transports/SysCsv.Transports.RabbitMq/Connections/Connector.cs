using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace SysCsv.Transports.RabbitMq.Connections;

/// <summary>Opens connections to the broker, and closes them, each within its time.</summary>
internal sealed class Connector(RabbitMqOptions options, string purpose, ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    // The client library can take far longer than its own time limits to notice that nobody answers.
    public async Task<IConnection> OpenAsync(CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
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

    /// <summary>Closes a connection that may not be there yet.</summary>
    public async Task DiscardAsync(Task<IConnection> late)
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

    public async Task CloseAsync(IConnection connection)
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

    /// <remarks>
    /// The client library's own recovery is off: it would bring back channels whose unconfirmed messages and deliveries are gone.
    /// The engine decides when to try again.
    /// </remarks>
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
}
