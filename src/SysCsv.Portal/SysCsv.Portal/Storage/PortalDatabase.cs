using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using SysCsv.Persistence;
using SysCsv.Persistence.Relational;

namespace SysCsv.Portal.Storage;

/// <summary>The portal's tables as its services use them. Makes the schema on first use, so that the portal starts while the database is away.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim without a wait handle holds nothing to free.")]
internal sealed class PortalDatabase(StoreDatabase database, IContactStore store, TimeProvider clock)
{
    private const string MigrationsTable = "portal_migrations";
    private const int Attempts = 8;

    private readonly DbContextOptions<PortalDbContext> _options = Options(database);
    private readonly SemaphoreSlim _preparing = new(1, 1);
    private volatile bool _isReady;

    /// <summary>Makes the tables of the store and of the portal, once.</summary>
    /// <exception cref="StoreException">The database failed.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (_isReady)
            return;

        await _preparing.WaitAsync(cancellationToken);
        try
        {
            if (_isReady)
                return;
            await store.EnsureSchemaAsync(cancellationToken);
            await database.RunAsync(Create, context => MigrateAsync(context, cancellationToken), cancellationToken);
            _isReady = true;
        }
        finally
        {
            _preparing.Release();
        }
    }

    /// <summary>Runs work that changes nothing.</summary>
    /// <exception cref="StoreException">The database failed.</exception>
    public async Task<T> ReadAsync<T>(Func<PortalDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await database.RunAsync(Create, work, cancellationToken);
    }

    /// <summary>Runs work in one transaction; all of it again if another transaction was in the way.</summary>
    /// <exception cref="StoreException">The database failed.</exception>
    public async Task<T> WriteAsync<T>(Func<PortalDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await database.RunAsync(Create, context => WriteOnceAsync(context, work, cancellationToken), cancellationToken);
            }
            catch (StoreException exception) when (exception.Failure == StoreFailure.Conflict && attempt < Attempts)
            {
                await Task.Delay(Pause(attempt), clock, cancellationToken);
            }
        }
    }

    /// <summary>Now, in whole microseconds, the finest that every database keeps.</summary>
    public DateTime Now()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private static DbContextOptions<PortalDbContext> Options(StoreDatabase database)
    {
        var options = new DbContextOptionsBuilder<PortalDbContext>();
        database.Configure(options);

        // There is no snapshot to compare the model with: the migrations are written by hand, and a test holds them against it.
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        var extension = RelationalOptionsExtension.Extract(options.Options)
            .WithMigrationsHistoryTableName(MigrationsTable)
            .WithMigrationsAssembly(typeof(PortalDatabase).Assembly.GetName().Name);
        ((IDbContextOptionsBuilderInfrastructure)options).AddOrUpdateExtension(extension);
        return options.Options;
    }

    private PortalDbContext Create() => new(_options);

    private async Task<bool> MigrateAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        await database.MigrateAsync(context, cancellationToken);
        return true;
    }

    private async Task<T> WriteOnceAsync<T>(PortalDbContext context, Func<PortalDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        using var turn = await database.TakeTurnAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var result = await work(context);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private static TimeSpan Pause(int attempt) => TimeSpan.FromMilliseconds((5 << attempt) * (0.5 + Random.Shared.NextDouble()));
}
