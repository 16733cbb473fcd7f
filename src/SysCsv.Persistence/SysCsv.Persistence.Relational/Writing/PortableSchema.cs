using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Writing;

/// <summary>The schema of the portable dialect: the migrations that the user brings, or the model as it is.</summary>
internal static class PortableSchema
{
    private const int Attempts = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static bool HasMigrations(SysCsvDbContext context) => context.Database.GetMigrations().Any();

    public static async Task EnsureAsync(SysCsvDbContext context, CancellationToken cancellationToken)
    {
        if (HasMigrations(context))
        {
            await context.Database.MigrateAsync(cancellationToken);
            return;
        }

        await RepeatAsync(() => CreateAsync(context, cancellationToken), cancellationToken);
    }

    public static Task MigrateAsync(DbContext context, CancellationToken cancellationToken) =>
        RepeatAsync(() => context.Database.MigrateAsync(cancellationToken), cancellationToken);

    private static async Task RepeatAsync(Func<Task> make, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await make();
                return;
            }
            catch (DbException) when (attempt < Attempts)
            {
                // Another process makes the same tables; there is no lock that every database has.
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }

    public static async Task<bool> IsThereAsync(SysCsvDbContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            _ = await context.Set<ContactRow>().AnyAsync(cancellationToken);
            _ = await context.Set<ImportRow>().AnyAsync(cancellationToken);
            _ = await context.Set<RejectedRowRow>().AnyAsync(cancellationToken);
            _ = await context.Set<FailedRowRow>().AnyAsync(cancellationToken);
            _ = await context.Set<LedgerRow>().AnyAsync(cancellationToken);
            return true;
        }
        catch (DbException exception) when (!exception.IsTransient)
        {
            // No database has the same code for a table that is missing.
            return false;
        }
    }

    private static async Task CreateAsync(SysCsvDbContext context, CancellationToken cancellationToken)
    {
        var creator = context.GetService<IRelationalDatabaseCreator>();
        if (!await creator.ExistsAsync(cancellationToken))
            await creator.CreateAsync(cancellationToken);
        if (!await IsThereAsync(context, cancellationToken))
            await creator.CreateTablesAsync(cancellationToken);
    }
}
