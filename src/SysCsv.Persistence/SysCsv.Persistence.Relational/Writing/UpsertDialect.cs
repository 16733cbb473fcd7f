using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Writing;

/// <summary>
/// What differs between databases when a batch is applied. One serves all calls of a store, also at the same time. The methods from
/// <see cref="TakeFailedAsync"/> to <see cref="SaveImportsAsync"/> run in the transaction that <see cref="BeginAsync"/> began.
/// </summary>
internal abstract class UpsertDialect
{
    /// <summary>The name of the store, as it is registered and shown.</summary>
    public abstract string Name { get; }

    /// <summary>The setting that names the database, for messages; null where the application opens it by code.</summary>
    public virtual string? Setting => null;

    /// <summary>Whether the database takes a list of values as one parameter.</summary>
    public virtual bool TakesLists => true;

    public abstract StoreFailure Classify(DbException exception);

    /// <summary>What a failure of the driver means that is no <see cref="DbException"/>; null where the driver has none of its own.</summary>
    public virtual StoreFailure? ClassifyOther(Exception exception) => null;

    /// <summary>What of a failure others may see: the exception, or one without the values of rows that the server's text holds.</summary>
    public virtual Exception Disclose(Exception exception, StoreFailure failure) => exception;

    /// <summary>Waits for the turn to write, where the database takes one writer at a time; dispose to give it on.</summary>
    public virtual ValueTask<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken) => default;

    /// <summary>Begins the transaction of a batch: what it reads after a lock must be what was committed before the lock.</summary>
    public virtual Task<IDbContextTransaction> BeginAsync(SysCsvDbContext context, CancellationToken cancellationToken) =>
        context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);

    /// <summary>Deletes those of the rows that are listed as failed, in order, and returns them. Only one of two transactions gets a row.</summary>
    public abstract Task<IReadOnlyList<RowKey>> TakeFailedAsync(
        SysCsvDbContext context, IReadOnlyList<RowKey> rows, CancellationToken cancellationToken);

    /// <summary>Inserts the contacts, which are in ordinal order of their key, and returns the keys that existed already.</summary>
    public abstract Task<IReadOnlyList<string>> InsertContactsAsync(
        SysCsvDbContext context, IReadOnlyList<ContactRow> contacts, CancellationToken cancellationToken);

    /// <summary>Locks and reads the contacts with the keys; after the locks, reads the first running import and the policies of <paramref name="imports"/>.</summary>
    public abstract Task<LockedContacts> LockContactsAsync(
        SysCsvDbContext context, IReadOnlyList<string> keys, IReadOnlyCollection<ImportId> imports, CancellationToken cancellationToken);

    /// <summary>The policies of imports, as far as they are in the table.</summary>
    public abstract Task<IReadOnlyDictionary<ImportId, DuplicatePolicy>> ReadPoliciesAsync(
        SysCsvDbContext context, IReadOnlyCollection<ImportId> imports, CancellationToken cancellationToken);

    /// <summary>Writes contacts that <see cref="LockContactsAsync"/> gave back.</summary>
    public abstract Task UpdateContactsAsync(
        SysCsvDbContext context, IReadOnlyList<ContactRow> contacts, CancellationToken cancellationToken);

    /// <summary>Adds rows to the lists of an import; rows that are listed already stay.</summary>
    public abstract Task InsertRowsAsync(
        SysCsvDbContext context, IReadOnlyList<RejectedRow> rejected, IReadOnlyList<FailedRow> failed, CancellationToken cancellationToken);

    /// <summary>Reads blocks of the ledger; those that are missing are left out.</summary>
    public abstract Task<Dictionary<BlockKey, byte[]>> ReadLedgerAsync(
        SysCsvDbContext context, IReadOnlyList<BlockKey> keys, CancellationToken cancellationToken);

    /// <summary>Makes the blocks that are missing, and locks and reads all of them in order.</summary>
    /// <param name="context">The context.</param>
    /// <param name="keys">The blocks, in order.</param>
    /// <param name="known">What <see cref="ReadLedgerAsync"/> found in this transaction.</param>
    public abstract Task<Dictionary<BlockKey, byte[]>> LockLedgerAsync(
        SysCsvDbContext context, IReadOnlyList<BlockKey> keys, IReadOnlyDictionary<BlockKey, byte[]> known, CancellationToken cancellationToken);

    /// <summary>Writes blocks that <see cref="LockLedgerAsync"/> gave back.</summary>
    public abstract Task WriteLedgerAsync(
        SysCsvDbContext context, IReadOnlyCollection<KeyValuePair<BlockKey, byte[]>> blocks, CancellationToken cancellationToken);

    /// <summary>Adds to the imports' rows in order, makes those that are missing, and returns those that this completed.</summary>
    public abstract Task<IReadOnlyList<ImportId>> SaveImportsAsync(
        SysCsvDbContext context, IReadOnlyList<ImportChange> changes, DateTime now, CancellationToken cancellationToken);

    /// <summary>Creates the schema or brings it to this version. Holds a lock that ends with the process, so that any number may start at once.</summary>
    public abstract Task EnsureSchemaAsync(SysCsvDbContext context, CancellationToken cancellationToken);

    /// <summary>Applies the migrations of a context, its own or one of another model. Any number may start at once.</summary>
    public abstract Task MigrateAsync(DbContext context, CancellationToken cancellationToken);

    /// <summary>Whether the schema is there and has all that this version needs. A later version's additions do not matter.</summary>
    public virtual async Task<bool> IsSchemaCurrentAsync(SysCsvDbContext context, CancellationToken cancellationToken)
    {
        // EF Core takes a database that it can't open for one without migrations.
        await context.Database.OpenConnectionAsync(cancellationToken);
        return !(await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any();
    }
}
