using SysCsv.Transports.Sqlite.Connections;

namespace SysCsv.Transports.Sqlite.Tables;

/// <summary>The tables of the queue, and the way from each version to the next.</summary>
internal static class QueueSchema
{
    /// <summary>Marks the file as ours: the bytes "SCSQ".</summary>
    private const long ApplicationId = 0x53435351;

    /// <summary>
    /// A body is written once and never again; what changes with a message's state are the narrow rows beside it. Ids come from
    /// one sequence and are never used twice, so that a late settlement can't meet a younger message; it begins anywhere, so that none meets a
    /// message of the file that took the place of its own.
    /// </summary>
    private const string Version1 =
        """
        CREATE TABLE sequence(last INTEGER NOT NULL);
        INSERT INTO sequence VALUES (abs(random() >> 23));
        CREATE TABLE messages(id INTEGER PRIMARY KEY, message_id TEXT NOT NULL, body BLOB NOT NULL, trace_parent TEXT);
        CREATE TABLE ready(id INTEGER PRIMARY KEY, attempts INTEGER NOT NULL);
        CREATE TABLE held(id INTEGER PRIMARY KEY, receiver INTEGER NOT NULL, attempts INTEGER NOT NULL);
        CREATE TABLE receivers(id INTEGER PRIMARY KEY, lease_ms INTEGER NOT NULL, until_ms INTEGER NOT NULL);
        CREATE TABLE dead(
            number INTEGER PRIMARY KEY AUTOINCREMENT, id INTEGER NOT NULL,
            reason TEXT NOT NULL, attempts INTEGER NOT NULL, since_ms INTEGER NOT NULL);
        """;

    /// <summary>Null for messages that came before: nobody knows when.</summary>
    private const string Version2 = "ALTER TABLE messages ADD COLUMN arrived_ms INTEGER;";

    private static readonly string[] Versions = [Version1, Version2];

    /// <summary>Throws if the file is not ours, before anything in it is changed, or if it holds no queue.</summary>
    /// <param name="file">The file, just opened.</param>
    /// <param name="create">Whether an empty file is fine, because the queue is about to be made in it.</param>
    /// <returns>Whether the queue is of an older version.</returns>
    public static bool Inspect(QueueFile file, bool create)
    {
        // One transaction sees one state, also while another process makes the tables.
        file.Run("BEGIN");
        var version = VersionOf(file);
        var foreign = version == 0 && file.ReadNumber("SELECT count(*) FROM sqlite_schema") != 0;
        file.Commit();
        if (foreign)
            throw SqliteErrors.NotAQueue();
        if (version == 0 && !create)
            throw SqliteErrors.Missing();
        return version > 0 && version < Versions.Length;
    }

    /// <summary>Creates or migrates the tables. Call within a write transaction: of many processes one does it.</summary>
    public static void Ensure(QueueFile file)
    {
        var version = VersionOf(file);
        if (version == Versions.Length)
            return;

        for (; version < Versions.Length; version++)
            file.Run(Versions[version]);
        file.Run($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Versions.Length}");
    }

    private static int VersionOf(QueueFile file)
    {
        var version = (int)(file.ReadNumber("PRAGMA user_version") ?? 0);
        var application = file.ReadNumber("PRAGMA application_id");
        if (application != ApplicationId && (application != 0 || version != 0))
            throw SqliteErrors.NotAQueue();
        return version <= Versions.Length ? version : throw SqliteErrors.NewerSchema();
    }
}
