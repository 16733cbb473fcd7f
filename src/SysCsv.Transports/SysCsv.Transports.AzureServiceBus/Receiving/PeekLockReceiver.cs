using Amqp.Framing;
using SysCsv.Transports.AzureServiceBus.DeadLetters;
using SysCsv.Transports.AzureServiceBus.Dialects;

namespace SysCsv.Transports.AzureServiceBus.Receiving;

/// <summary>A place at the queue: a receiving link and the renewal of its locks.</summary>
internal sealed class PeekLockReceiver(
    PeekLockLink link, LockRenewal? renewal, Dialect dialect, IDeadLetters deadLetters, Func<CancellationToken, Task> checkQueue,
    Action<PeekLockReceiver> onDisposed) : IMessageReceiver
{
    private bool _disposed;

    public int HeldCount => link.HeldCount;

    /// <summary>Why nothing comes any more; null while something can come.</summary>
    public TransportException? End => link.End;

    public async Task<IReadOnlyList<Delivery>> ReceiveAsync(int maxMessages, TimeSpan wait, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        cancellationToken.ThrowIfCancellationRequested();
        if (await CanTakeAsync(wait, cancellationToken))
            return Take(maxMessages);

        // Nothing more may come because the queue is gone, and not every broker tells.
        await checkQueue(cancellationToken);
        return [];
    }

    public Task<Settlement> CompleteAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) =>
        SettleAsync(deliveries, new Accepted(), cancellationToken);

    public Task<Settlement> AbandonAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) =>
        SettleAsync(deliveries, dialect.Abandoned, cancellationToken);

    public async Task<Settlement> DeadLetterAsync(Delivery delivery, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(reason);
        cancellationToken.ThrowIfCancellationRequested();
        var ours = (ServiceBusDelivery)delivery;
        var held = link.Holds(ours) ? 1 : 0;
        var settlement = await deadLetters.AddAsync(link, ours, reason, cancellationToken);
        link.Grant(held);
        return settlement;
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        onDisposed(this);
        if (renewal is not null)
            await renewal.DisposeAsync();
        await link.CloseAsync();
    }

    private async Task<bool> CanTakeAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            return await link.WaitAsync(wait, cancellationToken);
        }
        catch (TransportException end) when (!_disposed && end.Failure is (TransportFailure.ConnectionLost or TransportFailure.Other))
        {
            // Nor does every broker that ends the link of a queue that is gone say why.
            await checkQueue(cancellationToken);
            throw;
        }
    }

    private List<Delivery> Take(int max)
    {
        var taken = new List<Delivery>();
        while (taken.Count < max && link.Arrived.TryRead(out var delivery))
            taken.Add(delivery);
        return taken;
    }

    private async Task<Settlement> SettleAsync(IReadOnlyList<Delivery> deliveries, DeliveryState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deliveries);
        cancellationToken.ThrowIfCancellationRequested();
        var ours = deliveries.Cast<ServiceBusDelivery>().ToList();
        var held = ours.Count(link.Holds);
        var settlement = await link.SettleAsync(ours, state, cancellationToken);
        link.Grant(held);
        return settlement;
    }
}
