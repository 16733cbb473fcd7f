using Microsoft.Extensions.Logging;

namespace SysCsv.Transports.AzureServiceBus.Connections;

/// <summary>Keeps still for as long as Service Bus asks, whoever tries again meanwhile.</summary>
internal sealed class Throttle(ILogger logger, TimeProvider time)
{
    // What its documentation asks for.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private long _until;

    /// <summary>Waits until the broker may be asked again.</summary>
    public async Task PassAsync(CancellationToken cancellationToken)
    {
        var wait = new DateTimeOffset(Interlocked.Read(ref _until), TimeSpan.Zero) - time.GetUtcNow();
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);
    }

    /// <summary>Notes a failure, and keeps still from now on if it was a request to slow down.</summary>
    public TransportException Note(TransportException failure)
    {
        if (failure.Failure == TransportFailure.Throttled)
        {
            Interlocked.Exchange(ref _until, (time.GetUtcNow() + Pause).UtcTicks);
            logger.Throttled(Pause.TotalSeconds);
        }

        return failure;
    }
}
