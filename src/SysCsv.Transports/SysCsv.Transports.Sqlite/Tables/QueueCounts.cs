using SysCsv.Transports.Sqlite.Connections;

namespace SysCsv.Transports.Sqlite.Tables;

/// <summary>How much is in the queue, and how long the oldest of it has been waiting.</summary>
internal static class QueueCounts
{
    public static QueueDepth Read(QueueFile file, long now)
    {
        // One statement sees one state. Ids are in the order of arrival, so the lowest is the oldest.
        var counts = file.Prepare(
            """
            SELECT (SELECT count(*) FROM ready), (SELECT count(*) FROM held), (SELECT count(*) FROM dead),
                   (SELECT count(*) FROM receivers WHERE until_ms > ?1),
                   (SELECT arrived_ms FROM messages
                    WHERE id = (SELECT min(id) FROM (SELECT min(id) AS id FROM ready UNION ALL SELECT min(id) FROM held)))
            """).Bind(1, now);
        counts.Read();
        var depth = new QueueDepth(counts.Number(0), counts.Number(1), counts.Number(2), (int)counts.Number(3));
        var arrived = counts.NumberOrNull(4);
        counts.Read();
        return depth with { OldestAge = depth is { Ready: 0, InFlight: 0 } ? TimeSpan.Zero : AgeOf(arrived, now) };
    }

    // A clock that was put back makes no message younger than new.
    private static TimeSpan? AgeOf(long? arrived, long now) => arrived is { } at ? TimeSpan.FromMilliseconds(Math.Max(0, now - at)) : null;
}
