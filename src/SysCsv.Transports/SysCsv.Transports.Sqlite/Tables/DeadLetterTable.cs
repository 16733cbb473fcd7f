using System.Globalization;
using SysCsv.Transports.Sqlite.Connections;

namespace SysCsv.Transports.Sqlite.Tables;

/// <summary>Messages that wait for somebody to replay or discard them. Each call but <see cref="List"/> belongs in a write transaction.</summary>
internal static class DeadLetterTable
{
    public static IReadOnlyList<DeadLetter> List(QueueFile file, int max)
    {
        var letters = new List<DeadLetter>();
        var oldest = file.Prepare(
            """
            SELECT number, message_id, body, reason, attempts, since_ms
            FROM dead JOIN messages ON messages.id = dead.id ORDER BY number LIMIT ?1
            """).Bind(1, max);
        while (oldest.Read())
        {
            letters.Add(new DeadLetter
            {
                Id = oldest.Number(0).ToString(CultureInfo.InvariantCulture),
                MessageId = oldest.Text(1) ?? "",
                Body = oldest.Blob(2),
                Reason = oldest.Text(3) ?? "",
                Attempts = (int)oldest.Number(4),
                Since = DateTimeOffset.FromUnixTimeMilliseconds(oldest.Number(5)),
            });
        }

        return letters;
    }

    /// <summary>Puts them at the end of the queue, under new ids: these stay in the order of arrival.</summary>
    public static int Replay(QueueFile file, IReadOnlyCollection<string>? ids, long now) => Empty(file, ids, run =>
    {
        var chosen = MessagesOf(file, run);
        var id = IdSequence.Reserve(file, chosen.Count) - chosen.Count;
        foreach (var old in chosen)
        {
            file.Prepare("UPDATE messages SET id = ?2, arrived_ms = ?3 WHERE id = ?1").Bind(1, old).Bind(2, ++id).Bind(3, now).Run();
            file.Prepare("INSERT INTO ready(id, attempts) VALUES (?1, 0)").Bind(1, id).Run();
        }
    });

    public static int Discard(QueueFile file, IReadOnlyCollection<string>? ids) => Empty(file, ids, run =>
        file.Prepare("DELETE FROM messages WHERE id IN (SELECT id FROM dead WHERE number BETWEEN ?1 AND ?2)")
            .Bind(1, run.First).Bind(2, run.Last).Run());

    private static int Empty(QueueFile file, IReadOnlyCollection<string>? ids, Action<IdRun> move)
    {
        var removed = 0;
        foreach (var run in ids is null ? [new IdRun(0, long.MaxValue)] : IdRun.Of(NumbersOf(ids)))
        {
            move(run);
            removed += file.Prepare("DELETE FROM dead WHERE number BETWEEN ?1 AND ?2").Bind(1, run.First).Bind(2, run.Last).Run();
        }

        return removed;
    }

    private static List<long> MessagesOf(QueueFile file, IdRun run)
    {
        var messages = new List<long>();
        var select = file.Prepare("SELECT id FROM dead WHERE number BETWEEN ?1 AND ?2 ORDER BY number").Bind(1, run.First).Bind(2, run.Last);
        while (select.Read())
            messages.Add(select.Number(0));
        return messages;
    }

    private static IEnumerable<long> NumbersOf(IReadOnlyCollection<string> ids)
    {
        foreach (var id in ids)
        {
            if (long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                yield return number;
        }
    }
}
