using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Model;
using SysCsv.Persistence.Relational.Writing;
using static SysCsv.Persistence.Postgres.ContactColumns;

namespace SysCsv.Persistence.Postgres;

/// <summary>PostgreSQL: one statement for all rows of a batch, in the order of their keys, and few round trips.</summary>
internal sealed class PostgresDialect : UpsertDialect
{
    public override string Name => "Postgres";

    public override string Setting => "SysCsv:Postgres:ConnectionString";

    public override StoreFailure Classify(DbException exception) => PostgresErrors.Classify(exception);

    public override Task<IDbContextTransaction> BeginAsync(SysCsvDbContext context, CancellationToken cancellationToken)
    {
        // What a transaction that failed left behind; contexts come from a pool.
        Pending(context).Clear();
        return base.BeginAsync(context, cancellationToken);
    }

    public override Task<IReadOnlyList<RowKey>> TakeFailedAsync(
        SysCsvDbContext context, IReadOnlyList<RowKey> rows, CancellationToken cancellationToken) =>
        ReadAsync(
            context, WithKeys(PostgresSql.TakeFailed, rows), reader => new RowKey(new(reader.GetGuid(0)), reader.GetInt64(1)), cancellationToken);

    public override async Task<IReadOnlyList<string>> InsertContactsAsync(
        SysCsvDbContext context, IReadOnlyList<ContactRow> contacts, CancellationToken cancellationToken)
    {
        var inserted = new HashSet<(Guid Import, long Row)>(contacts.Count);
        await Pending(context).ReadAsync(
            context, (reader, _) => inserted.Add((reader.GetGuid(0), reader.GetInt64(1))), cancellationToken, InsertContacts(contacts));
        return [.. contacts.Where(contact => !inserted.Contains((contact.CreatedImport, contact.CreatedRow))).Select(contact => contact.NormalizedEmail)];
    }

    public override async Task<LockedContacts> LockContactsAsync(
        SysCsvDbContext context, IReadOnlyList<string> keys, IReadOnlyCollection<ImportId> imports, CancellationToken cancellationToken)
    {
        var contacts = new List<ContactRow>(keys.Count);
        var policies = new Dictionary<ImportId, DuplicatePolicy>();
        ImportId? first = null;
        var statement = new NpgsqlBatchCommand(PostgresSql.LockContacts);
        statement.Parameters.AddWithValue("keys", keys.ToArray());
        await Pending(context).ReadAsync(
            context,
            (reader, result) =>
            {
                if (result == 0)
                    contacts.Add(Read(reader));
                else if (result == 1)
                    first = new(reader.GetGuid(0));
                else
                    policies[new(reader.GetGuid(0))] = (DuplicatePolicy)reader.GetInt32(1);
            },
            cancellationToken,
            statement,
            new(ImportSql.FirstRunning),
            ReadPolicies(imports));
        return new(contacts, first, policies);
    }

    public override async Task<IReadOnlyDictionary<ImportId, DuplicatePolicy>> ReadPoliciesAsync(
        SysCsvDbContext context, IReadOnlyCollection<ImportId> imports, CancellationToken cancellationToken)
    {
        var policies = await ReadAsync(
            context, ReadPolicies(imports), reader => (Id: new ImportId(reader.GetGuid(0)), Policy: (DuplicatePolicy)reader.GetInt32(1)), cancellationToken);
        return policies.ToDictionary(import => import.Id, import => import.Policy);
    }

    public override Task UpdateContactsAsync(SysCsvDbContext context, IReadOnlyList<ContactRow> contacts, CancellationToken cancellationToken)
    {
        var statement = new NpgsqlBatchCommand(PostgresSql.UpdateContacts);
        statement.Parameters.AddWithValue("id", Column(contacts, row => row.Id));
        AddData(statement, contacts);
        AddHistory(statement, contacts);
        statement.Parameters.AddWithValue("changed", Column(contacts, row => row.Changed));
        Pending(context).Add(statement);
        return Task.CompletedTask;
    }

    public override Task InsertRowsAsync(
        SysCsvDbContext context, IReadOnlyList<RejectedRow> rejected, IReadOnlyList<FailedRow> failed, CancellationToken cancellationToken)
    {
        if (rejected.Count > 0)
        {
            var statement = WithKeys(PostgresSql.InsertRejected, Column(rejected, row => row.Key));
            statement.Parameters.AddWithValue("lines", Column(rejected, row => row.Line));
            statement.Parameters.AddWithValue("reasons", Column(rejected, row => row.Reason));
            statement.Parameters.AddWithValue("details", Column(rejected, row => row.Detail));
            statement.Parameters.AddWithValue("raws", Column(rejected, row => row.RawText));
            Pending(context).Add(statement);
        }

        if (failed.Count > 0)
        {
            var statement = WithKeys(PostgresSql.InsertFailed, Column(failed, row => row.Key));
            statement.Parameters.AddWithValue("lines", Column(failed, row => row.Line));
            statement.Parameters.AddWithValue("reasons", Column(failed, row => row.Reason));
            statement.Parameters.AddWithValue("raws", Column(failed, row => row.RawText));
            Pending(context).Add(statement);
        }

        return Task.CompletedTask;
    }

    public override Task<Dictionary<BlockKey, byte[]>> ReadLedgerAsync(
        SysCsvDbContext context, IReadOnlyList<BlockKey> keys, CancellationToken cancellationToken) =>
        ReadBlocksAsync(context, PostgresSql.ReadLedger, keys, cancellationToken);

    public override Task<Dictionary<BlockKey, byte[]>> LockLedgerAsync(
        SysCsvDbContext context, IReadOnlyList<BlockKey> keys, IReadOnlyDictionary<BlockKey, byte[]> known, CancellationToken cancellationToken)
    {
        var missing = keys.Where(key => !known.ContainsKey(key)).ToList();
        if (missing.Count > 0)
        {
            var statement = WithKeys(PostgresSql.AddBlocks, missing);
            statement.Parameters.AddWithValue("empty", LedgerBits.EmptyBlock());
            Pending(context).Add(statement);
        }

        return ReadBlocksAsync(context, PostgresSql.LockLedger, keys, cancellationToken);
    }

    public override Task WriteLedgerAsync(
        SysCsvDbContext context, IReadOnlyCollection<KeyValuePair<BlockKey, byte[]>> blocks, CancellationToken cancellationToken)
    {
        var statement = WithKeys(PostgresSql.WriteLedger, [.. blocks.Select(block => block.Key)]);
        statement.Parameters.AddWithValue("bits", blocks.Select(block => block.Value).ToArray());
        Pending(context).Add(statement);
        return Task.CompletedTask;
    }

    public override async Task<IReadOnlyList<ImportId>> SaveImportsAsync(
        SysCsvDbContext context, IReadOnlyList<ImportChange> changes, DateTime now, CancellationToken cancellationToken)
    {
        var completed = new List<ImportId>();
        await Pending(context).ReadAsync(
            context,
            (reader, _) => completed.Add(new(reader.GetGuid(0))),
            cancellationToken,
            [.. changes.SelectMany(change => ImportStatements.Save(change, now))]);
        return completed;
    }

    public override Task EnsureSchemaAsync(SysCsvDbContext context, CancellationToken cancellationToken) => MigrateAsync(context, cancellationToken);

    public override Task MigrateAsync(DbContext context, CancellationToken cancellationToken) => PostgresSchema.EnsureAsync(context, cancellationToken);

    private static PendingStatements Pending(SysCsvDbContext context) => ((PostgresDbContext)context).Pending;

    private static NpgsqlBatchCommand InsertContacts(IReadOnlyList<ContactRow> contacts)
    {
        var ofOneRow = AreOfOneRow(contacts);
        var statement = new NpgsqlBatchCommand(ofOneRow ? PostgresSql.InsertContactsOfOneRow : PostgresSql.InsertContacts);
        statement.Parameters.AddWithValue("normalized_email", Column(contacts, row => row.NormalizedEmail));
        AddData(statement, contacts);
        if (ofOneRow)
            AddRow(statement, contacts);
        else
            AddHistory(statement, contacts);
        statement.Parameters.AddWithValue("now", contacts[0].Created);
        return statement;
    }

    private static NpgsqlBatchCommand ReadPolicies(IReadOnlyCollection<ImportId> imports)
    {
        var statement = new NpgsqlBatchCommand(PostgresSql.ReadPolicies);
        statement.Parameters.AddWithValue("imports", imports.Select(import => import.Value).ToArray());
        return statement;
    }

    private static NpgsqlBatchCommand WithKeys(string text, IReadOnlyList<RowKey> keys)
    {
        var statement = new NpgsqlBatchCommand(text);
        statement.Parameters.AddWithValue("imports", Column(keys, key => key.Import.Value));
        statement.Parameters.AddWithValue("rows", Column(keys, key => key.Row));
        return statement;
    }

    private static NpgsqlBatchCommand WithKeys(string text, IReadOnlyList<BlockKey> keys)
    {
        var statement = new NpgsqlBatchCommand(text);
        statement.Parameters.AddWithValue("imports", Column(keys, key => key.Import.Value));
        statement.Parameters.AddWithValue("blocks", Column(keys, key => key.Block));
        return statement;
    }

    private static async Task<Dictionary<BlockKey, byte[]>> ReadBlocksAsync(
        SysCsvDbContext context, string text, IReadOnlyList<BlockKey> keys, CancellationToken cancellationToken)
    {
        var blocks = await ReadAsync(
            context,
            WithKeys(text, keys),
            reader => (Key: new BlockKey(new(reader.GetGuid(0)), reader.GetInt64(1)), Bits: reader.GetFieldValue<byte[]>(2)),
            cancellationToken);
        return blocks.ToDictionary(block => block.Key, block => block.Bits);
    }

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(
        SysCsvDbContext context, NpgsqlBatchCommand statement, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var items = new List<T>();
        await Pending(context).ReadAsync(context, (reader, _) => items.Add(read(reader)), cancellationToken, statement);
        return items;
    }
}
