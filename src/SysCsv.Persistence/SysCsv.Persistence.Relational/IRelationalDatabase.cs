using Microsoft.EntityFrameworkCore;

namespace SysCsv.Persistence.Relational;

/// <summary>The database of the store, for tables of the application's own beside the store's. Safe for use from many threads.</summary>
/// <remarks>A singleton that every relational store registers. Give each context a migrations history table of its own.</remarks>
public interface IRelationalDatabase
{
    /// <summary>The name of the store, shown in messages.</summary>
    string Name { get; }

    /// <summary>Names the provider and the database, as the store opens it.</summary>
    void Configure(DbContextOptionsBuilder options);

    /// <summary>Applies the migrations of a context that <see cref="Configure"/> set up. Many processes may call it at once.</summary>
    Task MigrateAsync(DbContext context, CancellationToken cancellationToken);

    /// <summary>Waits for the turn to write, where the database takes one writer at a time; dispose it after the transaction. Null where nobody has to wait.</summary>
    ValueTask<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken);
}
