using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace SysCsv.Persistence.Postgres;

/// <summary>Creates and migrates the schema under an advisory lock, which ends with the session that holds it.</summary>
/// <remarks>EF Core's own lock is one of the history table, which must be made first: many processes at once fail at that.</remarks>
internal static class PostgresSchema
{
    // Any number that no other program takes in the same database: "SysCsv" in ASCII.
    private const long LockKey = 0x53_79_73_43_73_76;

    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public static async Task EnsureAsync(DbContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        if (!(await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            return;

        // A migration of a large table, or the wait for one, takes what it takes.
        context.Database.SetCommandTimeout(Patience);
        await RunAsync(context, $"SELECT pg_advisory_lock({LockKey})", cancellationToken);
        try
        {
            await context.Database.MigrateAsync(cancellationToken);
        }
        finally
        {
            // The connection goes back to a pool, where the lock would stay.
            await RunAsync(context, $"SELECT pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    private static async Task RunAsync(DbContext context, string text, CancellationToken cancellationToken)
    {
        await using DbCommand command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = text;
        command.CommandTimeout = (int)Patience.TotalSeconds;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
