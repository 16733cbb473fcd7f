using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using SysCsv.Persistence.Relational.Model;
using SysCsv.Persistence.Relational.Reading;
using SysCsv.Persistence.Relational.Writing;

namespace SysCsv.Persistence.Relational;

/// <summary>A database as both sides of a store use it: contexts from a pool, and no exception but <see cref="StoreException"/> gets out.</summary>
internal sealed class StoreDatabase(Func<SysCsvDbContext> createContext, UpsertDialect dialect, Action<DbContextOptionsBuilder> configure) : IRelationalDatabase
{
    public UpsertDialect Dialect { get; } = dialect;

    public string Name => Dialect.Name;

    public void Configure(DbContextOptionsBuilder options) => configure(options);

    public Task MigrateAsync(DbContext context, CancellationToken cancellationToken) => Dialect.MigrateAsync(context, cancellationToken);

    public ValueTask<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken) => Dialect.TakeTurnAsync(cancellationToken);

    /// <exception cref="StoreException">What was done failed.</exception>
    public Task<T> RunAsync<T>(Func<SysCsvDbContext, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(createContext, work, cancellationToken);

    /// <summary>Runs work in a context of another model over the same database.</summary>
    /// <exception cref="StoreException">What was done failed.</exception>
    public async Task<T> RunAsync<TContext, T>(Func<TContext> create, Func<TContext, Task<T>> work, CancellationToken cancellationToken)
        where TContext : DbContext
    {
        try
        {
            await using var context = create();
            return await work(context);
        }
        catch (Exception exception) when (MustTranslate(exception, cancellationToken))
        {
            throw Translate(exception);
        }
    }

    private static bool MustTranslate(Exception exception, CancellationToken cancellationToken) =>
        exception is not (SysCsvException or ForeignCursorException or OperationCanceledException)
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private StoreException Translate(Exception exception)
    {
        var failure = Classify(exception);
        return new(failure, $"{Dialect.Name}: {Sentence(failure)}{Hint(failure)}.", Dialect.Disclose(exception, failure));
    }

    private StoreFailure Classify(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case DbException database:
                    return Dialect.Classify(database);
                case var other when Dialect.ClassifyOther(other) is { } failure:
                    return failure;
                case DbUpdateConcurrencyException:
                    return StoreFailure.Conflict;
                case TimeoutException or OperationCanceledException:
                    return StoreFailure.Timeout;
                case System.Net.Sockets.SocketException or System.IO.IOException:
                    return StoreFailure.Unavailable;
                case System.Text.EncoderFallbackException:
                    return StoreFailure.DataRefused;
                case ArgumentException:
                    // This is how drivers refuse a connection string.
                    return StoreFailure.Misconfigured;
            }
        }

        return StoreFailure.Other;
    }

    // Where it is the database that is wrong or away, and not a row, its setting is what to look at.
    private string Hint(StoreFailure failure) =>
        Dialect.Setting is { } setting && failure is
            StoreFailure.Unavailable or StoreFailure.Timeout or StoreFailure.ReadOnly or StoreFailure.AccessDenied or StoreFailure.Misconfigured
            ? $" ({setting})"
            : "";

    private static string Sentence(StoreFailure failure) => failure switch
    {
        StoreFailure.Conflict => "another transaction was in the way",
        StoreFailure.Unavailable => "the database can't be reached or takes no connection",
        StoreFailure.Timeout => "the database did not answer in time",
        StoreFailure.ReadOnly => "the database takes no writes; it may be full or read-only",
        StoreFailure.AccessDenied => "the database does not accept the user, the password or the right",
        StoreFailure.SchemaMismatch => "the schema is missing or of another version",
        StoreFailure.Misconfigured => "the database does not exist or can't be used",
        StoreFailure.DataRefused => "the database refuses a value",
        _ => "the database failed",
    };
}
