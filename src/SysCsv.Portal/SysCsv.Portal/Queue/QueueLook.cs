using SysCsv.Transports;

namespace SysCsv.Portal.Queue;

/// <summary>Asks for the depth of the queue, and makes the queue if nobody has yet.</summary>
internal sealed class QueueLook(ITransport transport)
{
    public async Task<QueueDepth> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await transport.GetDepthAsync(cancellationToken);
        }
        catch (TransportException exception) when (exception.Failure == TransportFailure.QueueMissing)
        {
            await transport.EnsureQueueAsync(cancellationToken);
            return await transport.GetDepthAsync(cancellationToken);
        }
    }
}
