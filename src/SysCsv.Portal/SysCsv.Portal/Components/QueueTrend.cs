using SysCsv.Portal.Components.Shared;
using SysCsv.Portal.Queue;

namespace SysCsv.Portal.Components;

/// <summary>The queue's last minutes, hours or day as the charts show them, carried on by snapshots.</summary>
internal sealed class QueueTrend
{
    // As many as a chart is wide enough for. A page may be open for days.
    private const int MostPoints = 300;

    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyList<QueuePoint> _points;
    private readonly TimeSpan _length;

    private QueueTrend(IReadOnlyList<QueuePoint> points, TimeSpan length, DateTimeOffset now)
    {
        _points = points;
        _length = length;
        To = now;
        Depth =
        [
            Line("Waiting", "ready", points, point => point.Ready),
            Line("In process", "inflight", points, point => point.InFlight),
        ];
        Rates =
        [
            Line("In", "in", points, point => point.RowsInPerSecond),
            Line("Out", "out", points, point => point.RowsOutPerSecond),
        ];
        Dead = [Line("Dead letters", "dead", points, point => point.DeadLettered)];
    }

    public static QueueTrend Nothing { get; } = new([], TimeSpan.FromMinutes(15), DateTimeOffset.UnixEpoch);

    public IReadOnlyList<TrendLine> Depth { get; }

    public IReadOnlyList<TrendLine> Rates { get; }

    public IReadOnlyList<TrendLine> Dead { get; }

    public DateTimeOffset From => To - _length;

    public DateTimeOffset To { get; }

    public static QueueTrend Of(IReadOnlyList<QueuePoint> points, TimeSpan length, DateTimeOffset now) => new(points, length, now);

    public static async Task<QueueTrend> ReadAsync(IPortalFeed feed, TrendRange range, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return Of(await feed.HistoryAsync(now - range.Length, cancellationToken), range.Length, now);
    }

    // The time that a point stands for.
    private TimeSpan Step => _length / MostPoints;

    /// <summary>The trend with one more moment; what is older than the range goes. The same one until there is something to see: a chart costs far more than a number.</summary>
    public QueueTrend With(PortalSnapshot snapshot)
    {
        var rest = Step < LongestRest ? Step : LongestRest;
        if (ReferenceEquals(this, Nothing) || (snapshot.At >= To && snapshot.At - To < rest))
            return this;
        var kept = _points.Where(point => point.At >= snapshot.At - _length).ToList();
        if (snapshot.Depth is { } depth)
        {
            // The newest point moves on until the one before it is far enough away.
            if (kept.Count > 1 && kept[^1].At - kept[^2].At < Step)
                kept.RemoveAt(kept.Count - 1);
            kept.Add(new(
                snapshot.At, depth.Ready, depth.InFlight ?? 0, depth.DeadLettered, snapshot.RowsInPerSecond ?? 0, snapshot.RowsOutPerSecond ?? 0));
        }

        return new(kept, _length, snapshot.At);
    }

    private static TrendLine Line(string name, string key, IReadOnlyList<QueuePoint> points, Func<QueuePoint, double> value) =>
        new(name, key, [.. points.Select(point => new TrendPoint(point.At, value(point)))]);
}
