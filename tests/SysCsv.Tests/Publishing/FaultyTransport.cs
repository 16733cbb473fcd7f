using SysCsv.Transports;

namespace SysCsv.Tests.Publishing;

/// <summary>A transport that sends a number of times and then fails, for ever or for a number of times.</summary>
internal sealed class FaultyTransport(ITransport inner, int sends, TransportException fault, int faults = int.MaxValue) : ITransport
{
    private int _sends;

    public Task EnsureQueueAsync(CancellationToken cancellationToken) => inner.EnsureQueueAsync(cancellationToken);

    public Task SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        var send = Interlocked.Increment(ref _sends);
        return send > sends && send - sends <= faults ? Task.FromException(fault) : inner.SendAsync(messages, cancellationToken);
    }

    public Task<IMessageReceiver> OpenReceiverAsync(int prefetch, CancellationToken cancellationToken) => inner.OpenReceiverAsync(prefetch, cancellationToken);

    public Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken) => inner.GetDepthAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
