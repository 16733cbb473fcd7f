using System.Collections.Concurrent;
using SysCsv.Transports;

namespace SysCsv.Testing.Transports;

/// <summary>A transport without a broker, for tests. It runs the same suites as the real ones.</summary>
/// <param name="queue">The queue; transports that share one are processes at the same broker.</param>
public sealed class InMemoryTransport(InMemoryQueue queue) : ITransport, IDeadLetterQueue
{
    private readonly ConcurrentBag<InMemoryReceiver> _receivers = [];
    private volatile bool _disposed;

    /// <summary>Creates a transport on a queue of its own.</summary>
    public InMemoryTransport()
        : this(new InMemoryQueue())
    {
    }

    /// <summary>The queue.</summary>
    public InMemoryQueue Queue { get; } = queue ?? throw new ArgumentNullException(nameof(queue));

    /// <inheritdoc/>
    public Task EnsureQueueAsync(CancellationToken cancellationToken) => Run(() =>
    {
        OpenQueue().Ensure();
        return true;
    }, cancellationToken);

    /// <inheritdoc/>
    public Task SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) => Run(() =>
    {
        OpenQueue().Send(messages);
        return true;
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<IMessageReceiver> OpenReceiverAsync(int prefetch, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prefetch, 1);
        return Run<IMessageReceiver>(() =>
        {
            var receiver = new InMemoryReceiver(OpenQueue(), prefetch);
            Queue.Open(receiver);
            _receivers.Add(receiver);
            return receiver;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken) => Run(() => OpenQueue().Count(), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeadLetter>> ListAsync(int max, CancellationToken cancellationToken) =>
        Run(() => OpenQueue().ListDead(max), cancellationToken);

    /// <inheritdoc/>
    public Task<int> ReplayAsync(IReadOnlyCollection<string>? ids, CancellationToken cancellationToken) =>
        Run(() => OpenQueue().RemoveDead(ids, replay: true), cancellationToken);

    /// <inheritdoc/>
    public Task<int> DiscardAsync(IReadOnlyCollection<string>? ids, CancellationToken cancellationToken) =>
        Run(() => OpenQueue().RemoveDead(ids, replay: false), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        foreach (var receiver in _receivers)
            await receiver.DisposeAsync();
    }

    /// <summary>Runs at once, with failures in the task as a real transport has them.</summary>
    internal static Task<T> Run<T>(Func<T> action, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        try
        {
            return Task.FromResult(action());
        }
        catch (TransportException exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    private InMemoryQueue OpenQueue() => _disposed
        ? throw new TransportException(TransportFailure.Other, "The transport is disposed.")
        : Queue;
}
