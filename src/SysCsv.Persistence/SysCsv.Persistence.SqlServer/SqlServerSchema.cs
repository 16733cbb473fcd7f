using Microsoft.EntityFrameworkCore;

namespace SysCsv.Persistence.SqlServer;

/// <summary>Creates and migrates the schema. EF Core holds an application lock of the server meanwhile, which ends with the session.</summary>
internal static class SqlServerSchema
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public static async Task EnsureAsync(DbContext context, CancellationToken cancellationToken)
    {
        // A database that is missing is a wrong setting; EF Core would make one.
        await context.Database.OpenConnectionAsync(cancellationToken);
        if (!(await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            return;

        // A migration of a large table, or the wait for one, takes what it takes.
        context.Database.SetCommandTimeout(Patience);
        await context.Database.MigrateAsync(cancellationToken);
    }
}
