using SysCsv.Transports.Sqlite.Connections;

namespace SysCsv.Transports.Sqlite.Tables;

/// <summary>The one sequence that messages and receivers get their ids from. Each call belongs in a write transaction.</summary>
internal static class IdSequence
{
    /// <summary>Reserves ids and gives the last of them.</summary>
    public static long Reserve(QueueFile file, int count)
    {
        file.Prepare("UPDATE sequence SET last = last + ?1").Bind(1, count).Run();
        return file.Prepare("SELECT last FROM sequence").ReadNumber()!.Value;
    }
}
