namespace SysCsv.Transports.Sqlite;

/// <summary>Messages on their way into the queue and out of it. Each call but the reading ones belongs in a write transaction.</summary>
internal static class MessageTable
{
    public static void Append(QueueFile file, IReadOnlyList<OutgoingMessage> messages, long now)
    {
        var last = NextIds(file, messages.Count);
        var first = last - messages.Count + 1;
        var insert = file.Prepare("INSERT INTO messages(id, message_id, body, trace_parent, arrived_ms) VALUES (?1, ?2, ?3, ?4, ?5)");
        var id = first;
        foreach (var message in messages)
            insert.Bind(1, id++).Bind(2, message.Id).Bind(3, message.Body.Span).Bind(4, message.TraceParent).Bind(5, now).Run();

        file.Prepare("INSERT INTO ready(id, attempts) SELECT id, 0 FROM messages WHERE id BETWEEN ?1 AND ?2")
            .Bind(1, first).Bind(2, last).Run();
    }

    /// <summary>Hands the oldest messages to the receiver.</summary>
    public static List<SqliteDelivery> Take(QueueFile file, long receiver, int max)
    {
        var taken = new List<SqliteDelivery>(Math.Min(max, 4_096));
        var oldest = file.Prepare(
            """
            SELECT ready.id, ready.attempts, message_id, body, trace_parent
            FROM ready JOIN messages ON messages.id = ready.id ORDER BY ready.id LIMIT ?1
            """).Bind(1, max);
        while (oldest.Read())
        {
            taken.Add(new SqliteDelivery
            {
                Number = oldest.Number(0),
                Attempt = (int)oldest.Number(1) + 1,
                MessageId = oldest.Text(2) ?? "",
                Body = oldest.Blob(3),
                TraceParent = oldest.Text(4),
            });
        }

        if (taken.Count == 0)
            return taken;
        var last = taken[^1].Number;
        file.Prepare("INSERT INTO held(id, receiver, attempts) SELECT id, ?1, attempts + 1 FROM ready WHERE id <= ?2")
            .Bind(1, receiver).Bind(2, last).Run();
        file.Prepare("DELETE FROM ready WHERE id <= ?1").Bind(1, last).Run();
        return taken;
    }

    public static QueueDepth Count(QueueFile file, long now)
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

    /// <summary>Reserves ids and gives the last of them.</summary>
    public static long NextIds(QueueFile file, int count)
    {
        file.Prepare("UPDATE sequence SET last = last + ?1").Bind(1, count).Run();
        return file.Prepare("SELECT last FROM sequence").ReadNumber()!.Value;
    }

    // A clock that was put back makes no message younger than new.
    private static TimeSpan? AgeOf(long? arrived, long now) => arrived is { } at ? TimeSpan.FromMilliseconds(Math.Max(0, now - at)) : null;
}
