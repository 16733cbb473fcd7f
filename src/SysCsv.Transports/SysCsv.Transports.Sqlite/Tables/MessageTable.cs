using SysCsv.Transports.Sqlite.Connections;
using SysCsv.Transports.Sqlite.Receiving;

namespace SysCsv.Transports.Sqlite.Tables;

/// <summary>Messages on their way into the queue and out of it. Each call belongs in a write transaction.</summary>
internal static class MessageTable
{
    public static void Append(QueueFile file, IReadOnlyList<OutgoingMessage> messages, long now)
    {
        var last = IdSequence.Reserve(file, messages.Count);
        var first = last - messages.Count + 1;
        var insert = file.Prepare("INSERT INTO messages(id, message_id, body, trace_parent, arrived_ms) VALUES (?1, ?2, ?3, ?4, ?5)");
        var id = first;
        foreach (var message in messages)
            insert.Bind(1, id++).Bind(2, message.Id).Bind(3, message.Body.Span).Bind(4, message.TraceParent).Bind(5, now).Run();

        file.Prepare("INSERT INTO ready(id, attempts) SELECT id, 0 FROM messages WHERE id BETWEEN ?1 AND ?2")
            .Bind(1, first).Bind(2, last).Run();
    }

    /// <summary>Hands the oldest messages to the receiver that were delivered fewer than <paramref name="suspectAfter"/> times.</summary>
    public static List<SqliteDelivery> Take(QueueFile file, long receiver, int max, int suspectAfter)
    {
        var taken = Read(file.Prepare(
            """
            SELECT ready.id, ready.attempts, message_id, body, trace_parent
            FROM ready JOIN messages ON messages.id = ready.id WHERE ready.attempts < ?2 ORDER BY ready.id LIMIT ?1
            """).Bind(1, max).Bind(2, suspectAfter));
        if (taken.Count > 0)
            Hold(file, receiver, new(taken[0].Number, taken[^1].Number), suspectAfter);
        return taken;
    }

    /// <summary>Hands one of the others to the receiver, whichever it is: each death then counts for one suspect more often than for the others, until the guilty one is left.</summary>
    public static List<SqliteDelivery> TakeSuspect(QueueFile file, long receiver)
    {
        var taken = Read(file.Prepare(
            """
            SELECT ready.id, ready.attempts, message_id, body, trace_parent
            FROM ready JOIN messages ON messages.id = ready.id WHERE ready.id = (SELECT id FROM ready ORDER BY random() LIMIT 1)
            """));
        if (taken.Count > 0)
            Hold(file, receiver, new(taken[0].Number, taken[0].Number), int.MaxValue);
        return taken;
    }

    private static List<SqliteDelivery> Read(Statement messages)
    {
        var read = new List<SqliteDelivery>();
        while (messages.Read())
        {
            read.Add(new SqliteDelivery
            {
                Number = messages.Number(0),
                Attempt = (int)messages.Number(1) + 1,
                MessageId = messages.Text(2) ?? "",
                Body = messages.Blob(3),
                TraceParent = messages.Text(4),
            });
        }

        return read;
    }

    private static void Hold(QueueFile file, long receiver, IdRun run, int suspectAfter)
    {
        file.Prepare("INSERT INTO held(id, receiver, attempts) SELECT id, ?3, attempts + 1 FROM ready WHERE id BETWEEN ?1 AND ?2 AND attempts < ?4")
            .Bind(1, run.First).Bind(2, run.Last).Bind(3, receiver).Bind(4, suspectAfter).Run();
        file.Prepare("DELETE FROM ready WHERE id BETWEEN ?1 AND ?2 AND attempts < ?3")
            .Bind(1, run.First).Bind(2, run.Last).Bind(3, suspectAfter).Run();
    }
}
