using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace SysCsv.Persistence.Sqlite;

/// <summary>Creates and migrates the schema under a lock of the operating system, which ends with the process that holds it.</summary>
/// <remarks>EF Core's own lock on SQLite is a row of a table: a process killed while it migrates would leave it behind for ever.</remarks>
internal static class SqliteSchema
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task EnsureAsync(DbContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        await using var held = await LockAsync($"{connection.DataSource}.schema-lock", cancellationToken);
        if (!(await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            return;

        await UseWriteAheadLogAsync(connection, cancellationToken);
        await ForgetAbandonedLockAsync(connection, cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (IsHeld(exception))
            {
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }

    // A sharing violation on Windows, EWOULDBLOCK from flock elsewhere (11 on Linux, 35 on macOS).
    private static bool IsHeld(IOException exception) => (exception.HResult & 0xFFFF) is 32 or 33 or 11 or 35;

    private static async Task UseWriteAheadLogAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL;";
        if (await command.ExecuteScalarAsync(cancellationToken) is not "wal")
            throw new StoreException(StoreFailure.Misconfigured, "SQLite can't use a write-ahead log here. Put the database on a local disk.");
    }

    private static async Task ForgetAbandonedLockAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "DROP TABLE IF EXISTS \"__EFMigrationsLock\";";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
