using SysCsv.Portal.Imports;
using SysCsv.Transports;

namespace SysCsv.Portal.Queue;

/// <summary>What goes on now, read once for all browsers.</summary>
internal interface IPortalFeed
{
    /// <summary>The newest snapshot; null before the first.</summary>
    PortalSnapshot? Current { get; }

    /// <summary>Snapshots as they come; one who is slow gets the newest only. Reading is paused while nobody listens.</summary>
    IAsyncEnumerable<PortalSnapshot> WatchAsync(CancellationToken cancellationToken);

    /// <summary>Depth and rates since then, at most a few hundred points, oldest first.</summary>
    Task<IReadOnlyList<QueuePoint>> HistoryAsync(DateTimeOffset since, CancellationToken cancellationToken);
}

/// <summary>What goes on at a moment.</summary>
/// <param name="Depth">The queue; null while the broker does not answer.</param>
/// <param name="Running">Imports that are not at their end, at most 50: those under way first, then those that wait, each newest first.</param>
/// <param name="Contacts">All contacts when they were last counted; null while the database does not answer, and before the first count.</param>
/// <param name="RowsInPerSecond">Rows that the queue took; null until there are two readings.</param>
/// <param name="RowsOutPerSecond">Rows that were accounted for; null until there are two readings.</param>
internal sealed record PortalSnapshot(
    DateTimeOffset At,
    QueueDepth? Depth,
    IReadOnlyList<PortalImport> Running,
    long? Contacts,
    long? ContactsToday,
    double? RowsInPerSecond,
    double? RowsOutPerSecond,
    PartHealth Broker,
    PartHealth Database)
{
    /// <summary>Whether every import that is not at its end is listed. If not, one that is missing need not have ended.</summary>
    public bool ListsAll { get; init; } = true;

    /// <summary>Whether the queue holds nothing, as far as the broker tells; one that was deleted holds nothing.</summary>
    public bool IsQueueEmpty { get; init; } = Depth is { } depth && QueueLook.IsEmpty(depth);
}

/// <summary>How a part is, in words.</summary>
/// <param name="Message">What is wrong, in a sentence; null if nothing is.</param>
internal sealed record PartHealth(string Name, bool Healthy, string? Message);

/// <summary>The queue at a moment of the past.</summary>
internal sealed record QueuePoint(
    DateTimeOffset At, long Ready, long InFlight, long DeadLettered, double RowsInPerSecond, double RowsOutPerSecond);
