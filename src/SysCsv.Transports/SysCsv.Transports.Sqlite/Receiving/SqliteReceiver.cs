using Microsoft.Extensions.Logging;
using SysCsv.Transports.Sqlite.Connections;
using SysCsv.Transports.Sqlite.Tables;

namespace SysCsv.Transports.Sqlite.Receiving;

/// <summary>A place at the queue.</summary>
/// <remarks>
/// A delivery counts for every message that a killed process held, not only for the one that killed it. So a message that was delivered
/// suspiciously often is handed out alone, when no receiver of the process has anything else in hand: only the one that its process dies
/// of reaches the dead letters.
/// </remarks>
internal sealed class SqliteReceiver : IMessageReceiver
{
    private readonly QueueSession _session;
    private readonly long _id;
    private readonly int _prefetch;
    private readonly int _suspectAfter;
    private readonly HashSet<long> _held = [];
    private readonly ITimer _renewal;
    private int _disposed;
    private volatile bool _ended;
    private bool _holdsSuspect;

    public SqliteReceiver(QueueSession session, long id, int prefetch)
    {
        (_session, _id, _prefetch) = (session, id, prefetch);
        _suspectAfter = (session.Options.DeliveryLimit / 2) + 1;
        var period = session.Options.LeaseTime / 3;
        _renewal = session.Clock.CreateTimer(static receiver => _ = ((SqliteReceiver)receiver!).RenewAsync(), this, period, period);
    }

    /// <summary>Whether the file knows of a message in its hands.</summary>
    public bool HoldsAny(QueueFile file) => HeldTable.HoldsAny(file, _id);

    public async Task<IReadOnlyList<Delivery>> ReceiveAsync(int maxMessages, TimeSpan wait, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        var found = false;
        try
        {
            var taken = await WaitAndTakeAsync(maxMessages, wait, cancellationToken);
            found = taken.Count > 0;
            return taken;
        }
        finally
        {
            _session.Arrivals.Leave(this, found);
        }
    }

    public async Task<Settlement> CompleteAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) =>
        await SettleAsync(deliveries, (file, runs) => HeldTable.Complete(file, _id, runs), cancellationToken);

    public async Task<Settlement> AbandonAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        var settlement = await SettleAsync(
            deliveries, (file, runs) => HeldTable.Abandon(file, _id, runs, _session.Options.DeliveryLimit, _session.Now), cancellationToken);
        _session.Arrivals.Raise();
        return settlement;
    }

    public async Task<Settlement> DeadLetterAsync(Delivery delivery, string reason, CancellationToken cancellationToken) =>
        await SettleAsync([delivery], (file, runs) => HeldTable.Bury(file, _id, runs, reason, _session.Now), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _ended = true;
        await _renewal.DisposeAsync();
        _session.Receivers.TryRemove(this, out _);
        try
        {
            await _session.WriteAsync(file =>
            {
                HeldTable.Release(file, _id);
                ReceiverTable.Remove(file, _id);
                return true;
            }, CancellationToken.None);
            _session.Arrivals.Raise();
        }
        catch (TransportException exception)
        {
            // The lease ends by itself; leaving must not fail for it.
            _session.Logger.ReleaseFailed(exception);
        }
    }

    private async Task<IReadOnlyList<Delivery>> WaitAndTakeAsync(int maxMessages, TimeSpan wait, CancellationToken cancellationToken)
    {
        var started = _session.Clock.GetTimestamp();
        while (true)
        {
            var changed = _session.Arrivals.NextChange;
            var room = _holdsSuspect && _held.Count > 0 ? 0 : Math.Min(maxMessages, _prefetch - _held.Count);
            var taken = await TakeAsync(room, cancellationToken);
            var left = wait - _session.Clock.GetElapsedTime(started);
            if (taken.Count > 0 || left <= TimeSpan.Zero)
                return taken;

            var pause = room > 0 && _session.Arrivals.TryLead(this) ? _session.Arrivals.NextPause(_session.Options.PollInterval) : left;
            await changed.WaitAsync(pause < left ? pause : left, _session.Clock, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IReadOnlyList<Delivery>> TakeAsync(int room, CancellationToken cancellationToken)
    {
        ThrowIfEnded();
        var isFree = _held.Count == 0;
        var work = new QueueWork<IReadOnlyList<SqliteDelivery>>(file => Take(file, room, isFree), (file, out nothing) =>
        {
            nothing = [];
            return ReceiverTable.HasNothingToDo(file, _id, room > 0, _session.Now);
        });
        try
        {
            var taken = await _session.Worker.RunAsync(work, cancellationToken);
            _held.UnionWith(taken.Select(static delivery => delivery.Number));
            if (isFree)
                _holdsSuspect = taken is [{ } first] && first.Attempt > _suspectAfter;
            return taken;
        }
        catch (TransportException exception) when (exception.Failure == TransportFailure.ConnectionLost && !_ended)
        {
            _ended = true;
            _session.Logger.LeaseLost();
            throw;
        }
    }

    private List<SqliteDelivery> Take(QueueFile file, int room, bool isFree)
    {
        var expired = ReceiverTable.ReleaseExpired(file, _session.Options.DeliveryLimit, _session.Now);
        if (expired > 0)
            _session.Logger.ReceiversExpired(expired);
        if (!ReceiverTable.IsOpen(file, _id))
            throw SqliteErrors.ReceiverEnded();
        if (room <= 0 || _session.Suspects.IsOutWithAnother(file, this))
            return [];
        var taken = MessageTable.Take(file, _id, room, _suspectAfter);
        return taken.Count == 0 && isFree && _session.Suspects.TryEnter(file, this, _session.Receivers.Keys) ? MessageTable.TakeSuspect(file, _id) : taken;
    }

    private async Task<Settlement> SettleAsync(
        IReadOnlyList<Delivery> deliveries, Func<QueueFile, List<IdRun>, Settlement> settle, CancellationToken cancellationToken)
    {
        if (_disposed != 0)
            return Settlement.Lost;
        var numbers = deliveries.OfType<SqliteDelivery>().Select(static delivery => delivery.Number).ToList();
        if (numbers.Count == 0)
            return deliveries.Count == 0 ? Settlement.Settled : Settlement.Lost;

        var runs = IdRun.Of(numbers);
        var settlement = await _session.WriteAsync(file => settle(file, runs), cancellationToken);
        _held.ExceptWith(numbers);
        if (_held.Count == 0 && _session.Suspects.HasRefused())
            _session.Arrivals.Raise();
        return settlement;
    }

    private async Task RenewAsync()
    {
        try
        {
            var renewed = _ended || await _session.WriteAsync(file => ReceiverTable.Renew(file, _id, _session.Now), CancellationToken.None);
            if (!renewed && !_ended)
            {
                _ended = true;
                _session.Logger.LeaseLost();
            }
        }
        catch (TransportException exception)
        {
            _session.Logger.LeaseNotRenewed(exception);
        }
    }

    private void ThrowIfEnded()
    {
        if (_ended)
            throw SqliteErrors.ReceiverEnded();
    }
}
