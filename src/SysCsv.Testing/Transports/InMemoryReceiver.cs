using SysCsv.Transports;

namespace SysCsv.Testing.Transports;

internal sealed class InMemoryReceiver(InMemoryQueue queue, int prefetch) : IMessageReceiver
{
    public int Prefetch { get; } = prefetch;

    public async Task<IReadOnlyList<Delivery>> ReceiveAsync(int maxMessages, TimeSpan wait, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        var clock = queue.TimeProvider;
        var started = clock.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var taken = queue.Take(this, maxMessages, out var changed);
            var left = wait - clock.GetElapsedTime(started);
            if (taken.Count > 0 || left <= TimeSpan.Zero)
                return taken;
            try
            {
                // A lock that ends makes no signal.
                var pause = queue.LockTime == Timeout.InfiniteTimeSpan || left < queue.LockTime ? left : queue.LockTime;
                await changed.WaitAsync(pause, clock, cancellationToken);
            }
            catch (TimeoutException)
            {
                continue;
            }
        }
    }

    public Task<Settlement> CompleteAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) =>
        InMemoryTransport.Run(() => queue.Complete(this, deliveries), cancellationToken);

    public Task<Settlement> AbandonAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) =>
        InMemoryTransport.Run(() => queue.Abandon(this, deliveries), cancellationToken);

    public Task<Settlement> DeadLetterAsync(Delivery delivery, string reason, CancellationToken cancellationToken) =>
        InMemoryTransport.Run(() => queue.Bury(this, delivery, reason), cancellationToken);

    public ValueTask DisposeAsync()
    {
        queue.Close(this);
        return ValueTask.CompletedTask;
    }
}
