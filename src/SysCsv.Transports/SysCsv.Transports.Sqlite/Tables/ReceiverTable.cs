using SysCsv.Transports.Sqlite.Connections;

namespace SysCsv.Transports.Sqlite.Tables;

/// <summary>Open receivers and their leases. A lease holds all messages of its receiver, so that renewing it is one small write.</summary>
internal static class ReceiverTable
{
    private const string Expired = "until_ms <= ?1";

    /// <summary>A lease that ends later than a new one would: the clock was put back. The second is for small corrections.</summary>
    private const string FromTheFuture = "until_ms > ?1 + lease_ms + 1000";

    public static long Add(QueueFile file, TimeSpan lease, long now)
    {
        var id = IdSequence.Reserve(file, 1);
        var length = (long)lease.TotalMilliseconds;
        file.Prepare("INSERT INTO receivers(id, lease_ms, until_ms) VALUES (?1, ?2, ?3)")
            .Bind(1, id).Bind(2, length).Bind(3, now + length).Run();
        return id;
    }

    /// <summary>False if the lease has ended and somebody else has noticed.</summary>
    public static bool Renew(QueueFile file, long receiver, long now) =>
        file.Prepare("UPDATE receivers SET until_ms = ?2 + lease_ms WHERE id = ?1").Bind(1, receiver).Bind(2, now).Run() > 0;

    public static bool IsOpen(QueueFile file, long receiver) =>
        file.Prepare("SELECT 1 FROM receivers WHERE id = ?1").Bind(1, receiver).ReadNumber() is not null;

    public static void Remove(QueueFile file, long receiver) =>
        file.Prepare("DELETE FROM receivers WHERE id = ?1").Bind(1, receiver).Run();

    /// <summary>Whether the receiver is open, no other one is to be cleared away, and no message waits. One statement: it is what an idle process asks all day.</summary>
    public static bool HasNothingToDo(QueueFile file, long receiver, bool takes, long now) => file.Prepare(
        $"""
        SELECT EXISTS (SELECT 1 FROM receivers WHERE id = ?2)
           AND NOT EXISTS (SELECT 1 FROM receivers WHERE {Expired} OR {FromTheFuture})
           AND NOT (?3 AND EXISTS (SELECT 1 FROM ready))
        """).Bind(1, now).Bind(2, receiver).Bind(3, takes ? 1 : 0).ReadNumber() == 1;

    /// <summary>Puts back what the receivers of killed processes hold, and gives their number.</summary>
    public static int ReleaseExpired(QueueFile file, int limit, long now)
    {
        file.Prepare($"UPDATE receivers SET until_ms = ?1 + lease_ms WHERE {FromTheFuture}").Bind(1, now).Run();

        var expired = new List<long>();
        var select = file.Prepare($"SELECT id FROM receivers WHERE {Expired}").Bind(1, now);
        while (select.Read())
            expired.Add(select.Number(0));
        foreach (var receiver in expired)
        {
            HeldTable.ReturnAll(file, receiver, limit, now);
            Remove(file, receiver);
        }

        return expired.Count;
    }
}
