using SysCsv.Transports.Sqlite.Connections;

namespace SysCsv.Transports.Sqlite.Tables;

/// <summary>Messages in the hands of a receiver. Each call belongs in a write transaction.</summary>
internal static class HeldTable
{
    public static Settlement Complete(QueueFile file, long receiver, List<IdRun> runs)
    {
        var settlement = Settle(file, receiver, runs, run =>
        {
            file.Prepare("DELETE FROM messages WHERE id BETWEEN ?1 AND ?2").Bind(1, run.First).Bind(2, run.Last).Run();
            Remove(file, receiver, run);
        });
        file.Shrink();
        return settlement;
    }

    public static Settlement Abandon(QueueFile file, long receiver, List<IdRun> runs, int limit, long now) =>
        Settle(file, receiver, runs, run => Return(file, receiver, run, limit, now));

    public static Settlement Bury(QueueFile file, long receiver, List<IdRun> runs, string reason, long now) => Settle(file, receiver, runs, run =>
    {
        file.Prepare(
            """
            INSERT INTO dead(id, reason, attempts, since_ms)
            SELECT id, ?4, attempts, ?5 FROM held WHERE id BETWEEN ?1 AND ?2 AND receiver = ?3 ORDER BY id
            """).Bind(1, run.First).Bind(2, run.Last).Bind(3, receiver).Bind(4, reason).Bind(5, now).Run();
        Remove(file, receiver, run);
    });

    /// <summary>Puts back all that the receiver holds as if it had not been delivered.</summary>
    public static void Release(QueueFile file, long receiver)
    {
        file.Prepare("INSERT INTO ready(id, attempts) SELECT id, attempts - 1 FROM held WHERE receiver = ?1").Bind(1, receiver).Run();
        file.Prepare("DELETE FROM held WHERE receiver = ?1").Bind(1, receiver).Run();
    }

    /// <summary>Puts back all that the receiver holds; what has been delivered too often goes to the dead letters.</summary>
    public static void ReturnAll(QueueFile file, long receiver, int limit, long now) =>
        Return(file, receiver, new IdRun(0, long.MaxValue), limit, now);

    public static bool HoldsAny(QueueFile file, long receiver) =>
        file.Prepare("SELECT 1 FROM held WHERE receiver = ?1 LIMIT 1").Bind(1, receiver).ReadNumber() is not null;

    private static void Return(QueueFile file, long receiver, IdRun run, int limit, long now)
    {
        file.Prepare(
            """
            INSERT INTO dead(id, reason, attempts, since_ms)
            SELECT id, 'Delivered ' || attempts || ' times without success.', attempts, ?5
            FROM held WHERE id BETWEEN ?1 AND ?2 AND receiver = ?3 AND attempts >= ?4 ORDER BY id
            """).Bind(1, run.First).Bind(2, run.Last).Bind(3, receiver).Bind(4, limit).Bind(5, now).Run();
        file.Prepare(
            """
            INSERT INTO ready(id, attempts)
            SELECT id, attempts FROM held WHERE id BETWEEN ?1 AND ?2 AND receiver = ?3 AND attempts < ?4
            """).Bind(1, run.First).Bind(2, run.Last).Bind(3, receiver).Bind(4, limit).Run();
        Remove(file, receiver, run);
    }

    private static void Remove(QueueFile file, long receiver, IdRun run) =>
        file.Prepare("DELETE FROM held WHERE id BETWEEN ?1 AND ?2 AND receiver = ?3")
            .Bind(1, run.First).Bind(2, run.Last).Bind(3, receiver).Run();

    /// <summary>Settles what the receiver still holds; a run of which a part is gone is settled one by one.</summary>
    private static Settlement Settle(QueueFile file, long receiver, List<IdRun> runs, Action<IdRun> settle)
    {
        var settlement = Settlement.Settled;
        foreach (var run in runs)
        {
            var held = file.Prepare("SELECT count(*) FROM held WHERE id BETWEEN ?1 AND ?2 AND receiver = ?3")
                .Bind(1, run.First).Bind(2, run.Last).Bind(3, receiver).ReadNumber();
            if (held == run.Length)
            {
                settle(run);
                continue;
            }

            settlement = Settlement.Lost;
            for (var id = run.First; held > 0 && id <= run.Last; id++)
                Settle(file, receiver, [new IdRun(id, id)], settle);
        }

        return settlement;
    }
}
