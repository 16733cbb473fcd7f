using SysCsv.Contacts;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Writing;

/// <summary>The writing side over any relational database; what differs is in the dialect.</summary>
internal sealed class RelationalContactStore(StoreDatabase database, TimeProvider clock) : IContactStore
{
    private const int Attempts = 8;

    public Task EnsureSchemaAsync(CancellationToken cancellationToken) =>
        database.RunAsync(
            async context =>
            {
                await database.Dialect.EnsureSchemaAsync(context, cancellationToken);
                return true;
            },
            cancellationToken);

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var current = await database.RunAsync(context => database.Dialect.IsSchemaCurrentAsync(context, cancellationToken), cancellationToken);
        if (!current)
            throw new StoreException(StoreFailure.SchemaMismatch, $"The schema of the {database.Dialect.Name} database is missing or older than this version. Create it with EnsureSchemaAsync.");
    }

    public Task<BatchResult> ApplyAsync(RowBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        RowBatchRules.Check(batch);
        return RepeatAsync(context => new BatchWriter(database.Dialect, context, batch, Now()).WriteAsync(cancellationToken), cancellationToken);
    }

    public Task<bool> ApplyIfUnchangedAsync(Contact seen, RowBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(batch);
        RowBatchRules.Check(batch);
        return RepeatAsync(
            async context =>
            {
                var locked = await database.Dialect.LockContactsAsync(context, [seen.NormalizedEmail], [], cancellationToken);
                if (locked.Rows.Count == 0 || locked.Rows[0].Id != seen.Id || locked.Rows[0].ToContact().Data != seen.Data)
                    return false;
                await new BatchWriter(database.Dialect, context, batch, Now()).WriteAsync(cancellationToken);
                return true;
            },
            cancellationToken);
    }

    public Task<Erasure> EraseAsync(EmailAddress email, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(email);
        return RepeatAsync(context => new PersonEraser(context, email).EraseAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Runs work in a transaction; all of it again if another transaction was in the way.</summary>
    private async Task<T> RepeatAsync<T>(Func<SysCsvDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await database.RunAsync(context => RunOnceAsync(context, work, cancellationToken), cancellationToken);
            }
            catch (StoreException exception) when (exception.Failure == StoreFailure.Conflict && attempt < Attempts)
            {
                await Task.Delay(Pause(attempt), clock, cancellationToken);
            }
        }
    }

    private async Task<T> RunOnceAsync<T>(SysCsvDbContext context, Func<SysCsvDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        using var turn = await database.Dialect.TakeTurnAsync(cancellationToken);
        await using var transaction = await database.Dialect.BeginAsync(context, cancellationToken);
        var result = await work(context);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    // Whole microseconds, the finest that every database keeps.
    private DateTime Now()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private static TimeSpan Pause(int attempt) => TimeSpan.FromMilliseconds((5 << attempt) * (0.5 + Random.Shared.NextDouble()));
}
