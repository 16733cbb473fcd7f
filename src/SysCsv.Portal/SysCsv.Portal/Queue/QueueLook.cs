using SysCsv.Transports;

namespace SysCsv.Portal.Queue;

/// <summary>
/// Asks for the depth of the queue, and makes the queue if nobody has when it first looks. One that is missing later was deleted: only a
/// publisher makes it again, which then sends what was lost with it.
/// </summary>
internal sealed class QueueLook(ITransport transport)
{
    private volatile bool _seen;
    private volatile bool _isMissing;

    /// <summary>Whether the last look found that the queue was deleted, and all that it held with it.</summary>
    public bool IsMissing => _isMissing;

    /// <exception cref="TransportException">The broker does not answer, or the queue was deleted.</exception>
    public async Task<QueueDepth> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(cancellationToken);
        }
        catch (TransportException exception) when (exception.Failure == TransportFailure.QueueMissing && !_seen)
        {
            await transport.EnsureQueueAsync(cancellationToken);
            return await LookAsync(cancellationToken);
        }
    }

    /// <summary>Whether the queue holds nothing, as far as the broker tells; one that was deleted holds nothing.</summary>
    /// <exception cref="TransportException">The broker does not answer.</exception>
    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return IsEmpty(await ReadAsync(cancellationToken));
        }
        catch (TransportException exception) when (exception.Failure == TransportFailure.QueueMissing)
        {
            return true;
        }
    }

    public static bool IsEmpty(QueueDepth depth) => depth is { Ready: 0, InFlight: null or 0 };

    private async Task<QueueDepth> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var depth = await transport.GetDepthAsync(cancellationToken);
            _isMissing = false;
            _seen = true;
            return depth;
        }
        catch (TransportException exception)
        {
            _isMissing = exception.Failure == TransportFailure.QueueMissing;
            throw;
        }
    }
}
