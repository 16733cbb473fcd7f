using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Model;
using SysCsv.Persistence.Relational.Writing;

namespace SysCsv.Persistence.SqlServer;

/// <summary>SQL Server: the rows of a batch go to a temporary table and one statement takes them from there, in the order of their keys.</summary>
internal sealed class SqlServerDialect : UpsertDialect
{
    private readonly BulkLoader _loader = new();

    public override string Name => "SqlServer";

    public override string Setting => SqlServerStore.Setting;

    // A list would go as OPENJSON, whose texts have the database's collation and can't be compared with the keys', which have their own.
    public override bool TakesLists => false;

    public override StoreFailure Classify(DbException exception) => SqlServerErrors.Classify(exception);

    public override StoreFailure? ClassifyOther(Exception exception) => SqlServerErrors.ClassifyOther(exception);

    public override Exception Disclose(Exception exception, StoreFailure failure) => SqlServerErrors.Disclose(exception, failure);

    public override async Task<IReadOnlyList<RowKey>> TakeFailedAsync(
        SysCsvDbContext context, IReadOnlyList<RowKey> rows, CancellationToken cancellationToken)
    {
        await _loader.FillAsync(BulkTables.FailedKeys, context, rows, cancellationToken);
        await using var statement = Statements.Create(context, SqlServerSql.TakeFailed);
        return await statement.ReadAsync(reader => new RowKey(reader.GetId(0), reader.GetInt64(1)), cancellationToken);
    }

    public override async Task<IReadOnlyList<string>> InsertContactsAsync(
        SysCsvDbContext context, IReadOnlyList<ContactRow> contacts, CancellationToken cancellationToken)
    {
        await _loader.FillAsync(BulkTables.NewContacts, context, contacts, cancellationToken);
        await using var statement = Statements.Create(context, SqlServerSql.InsertContacts);
        statement.AddTime("@now", contacts[0].Created);

        // What the insert itself says it inserted: a look before it could be out of date.
        var inserted = new HashSet<string>(await statement.ReadAsync(reader => reader.GetString(0), cancellationToken), StringComparer.Ordinal);
        return [.. contacts.Select(contact => contact.NormalizedEmail).Where(key => !inserted.Contains(key))];
    }

    public override async Task<LockedContacts> LockContactsAsync(
        SysCsvDbContext context, IReadOnlyList<string> keys, IReadOnlyCollection<ImportId> imports, CancellationToken cancellationToken)
    {
        await _loader.FillAsync(BulkTables.ContactKeys, context, keys, cancellationToken);
        List<ContactRow> contacts;
        await using (var lockThem = Statements.Create(context, SqlServerSql.LockContacts))
            contacts = await lockThem.ReadAsync(ContactRows.Read, cancellationToken);

        await using var statement = Statements.Create(context, SqlServerSql.FirstRunning);
        var first = await statement.ReadAsync(reader => reader.GetId(0), cancellationToken);
        var policies = await ReadPoliciesAsync(context, imports, cancellationToken);
        return new(contacts, first.Count == 0 ? null : first[0], policies);
    }

    public override async Task<IReadOnlyDictionary<ImportId, DuplicatePolicy>> ReadPoliciesAsync(
        SysCsvDbContext context, IReadOnlyCollection<ImportId> imports, CancellationToken cancellationToken) =>
        await SqlServerImports.ReadPoliciesAsync(context, imports, cancellationToken);

    public override async Task UpdateContactsAsync(
        SysCsvDbContext context, IReadOnlyList<ContactRow> contacts, CancellationToken cancellationToken)
    {
        await _loader.FillAsync(BulkTables.ChangedContacts, context, contacts, cancellationToken);
        await RunAsync(context, SqlServerSql.UpdateContacts, cancellationToken);
    }

    public override async Task InsertRowsAsync(
        SysCsvDbContext context, IReadOnlyList<RejectedRow> rejected, IReadOnlyList<FailedRow> failed, CancellationToken cancellationToken)
    {
        if (rejected.Count > 0)
        {
            await _loader.FillAsync(BulkTables.RejectedRows, context, rejected, cancellationToken);
            await RunAsync(context, SqlServerSql.InsertRejected, cancellationToken);
        }

        if (failed.Count > 0)
        {
            await _loader.FillAsync(BulkTables.FailedRows, context, failed, cancellationToken);
            await RunAsync(context, SqlServerSql.InsertFailed, cancellationToken);
        }
    }

    public override Task<Dictionary<BlockKey, byte[]>> ReadLedgerAsync(
        SysCsvDbContext context, IReadOnlyList<BlockKey> keys, CancellationToken cancellationToken) =>
        SqlServerLedger.ReadAsync(context, keys, cancellationToken);

    public override Task<Dictionary<BlockKey, byte[]>> LockLedgerAsync(
        SysCsvDbContext context, IReadOnlyList<BlockKey> keys, IReadOnlyDictionary<BlockKey, byte[]> known, CancellationToken cancellationToken) =>
        SqlServerLedger.LockAsync(context, keys, cancellationToken);

    public override Task WriteLedgerAsync(
        SysCsvDbContext context, IReadOnlyCollection<KeyValuePair<BlockKey, byte[]>> blocks, CancellationToken cancellationToken) =>
        SqlServerLedger.WriteAsync(context, blocks, cancellationToken);

    public override async Task<IReadOnlyList<ImportId>> SaveImportsAsync(
        SysCsvDbContext context, IReadOnlyList<ImportChange> changes, DateTime now, CancellationToken cancellationToken)
    {
        var completed = new List<ImportId>();
        foreach (var change in changes)
            if (await SqlServerImports.SaveAsync(context, change, now, cancellationToken))
                completed.Add(change.Id);
        return completed;
    }

    public override Task EnsureSchemaAsync(SysCsvDbContext context, CancellationToken cancellationToken) => MigrateAsync(context, cancellationToken);

    public override Task MigrateAsync(DbContext context, CancellationToken cancellationToken) => SqlServerSchema.EnsureAsync(context, cancellationToken);

    private static async Task RunAsync(SysCsvDbContext context, string text, CancellationToken cancellationToken)
    {
        await using SqlCommand statement = Statements.Create(context, text);
        await statement.ExecuteNonQueryAsync(cancellationToken);
    }
}
