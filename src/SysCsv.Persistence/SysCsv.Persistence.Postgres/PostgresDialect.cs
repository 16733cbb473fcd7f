using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Model;
using SysCsv.Persistence.Relational.Writing;
using static SysCsv.Persistence.Postgres.ContactColumns;

namespace SysCsv.Persistence.Postgres;

/// <summary>PostgreSQL: one statement for all rows of a batch, in the order of their keys.</summary>
internal sealed class PostgresDialect : SqlDialect
{
    public override string Name => "Postgres";

    public override StoreFailure Classify(DbException exception) => PostgresErrors.Classify(exception);

    public override async Task<IReadOnlyList<RowKey>> TakeFailedAsync(
        SysCsvDbContext context, IReadOnlyList<RowKey> rows, CancellationToken cancellationToken)
    {
        await using var command = Prepare(context, PostgresSql.TakeFailed);
        AddKeys(command, rows);
        return await ReadAsync(command, reader => new RowKey(ReadId(reader, 0), reader.GetInt64(1)), cancellationToken);
    }

    public override async Task<IReadOnlyList<string>> InsertContactsAsync(
        SysCsvDbContext context, IReadOnlyList<ContactRow> contacts, CancellationToken cancellationToken)
    {
        await using var command = Prepare(context, PostgresSql.InsertContacts);
        command.Parameters.AddWithValue("normalized_email", Column(contacts, row => row.NormalizedEmail));
        ContactColumns.Add(command, contacts);
        command.Parameters.AddWithValue("now", contacts[0].Created);
        return await ReadAsync(command, reader => reader.GetString(0), cancellationToken);
    }

    public override async Task<IReadOnlyList<ContactRow>> LockContactsAsync(
        SysCsvDbContext context, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await using var command = Prepare(context, PostgresSql.LockContacts);
        command.Parameters.AddWithValue("keys", keys.ToArray());
        return await ReadAsync(command, ContactColumns.Read, cancellationToken);
    }

    public override async Task UpdateContactsAsync(
        SysCsvDbContext context, IReadOnlyList<ContactRow> contacts, CancellationToken cancellationToken)
    {
        await using var command = Prepare(context, PostgresSql.UpdateContacts);
        command.Parameters.AddWithValue("id", Column(contacts, row => row.Id));
        ContactColumns.Add(command, contacts);
        command.Parameters.AddWithValue("changed", Column(contacts, row => row.Changed));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override async Task InsertRowsAsync(
        SysCsvDbContext context, IReadOnlyList<RejectedRow> rejected, IReadOnlyList<FailedRow> failed, CancellationToken cancellationToken)
    {
        if (rejected.Count > 0)
        {
            await using var command = Prepare(context, PostgresSql.InsertRejected);
            AddKeys(command, Column(rejected, row => row.Key));
            command.Parameters.AddWithValue("lines", Column(rejected, row => row.Line));
            command.Parameters.AddWithValue("reasons", Column(rejected, row => row.Reason));
            command.Parameters.AddWithValue("details", Column(rejected, row => row.Detail));
            command.Parameters.AddWithValue("raws", Column(rejected, row => row.RawText));
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        if (failed.Count > 0)
        {
            await using var command = Prepare(context, PostgresSql.InsertFailed);
            AddKeys(command, Column(failed, row => row.Key));
            command.Parameters.AddWithValue("lines", Column(failed, row => row.Line));
            command.Parameters.AddWithValue("reasons", Column(failed, row => row.Reason));
            command.Parameters.AddWithValue("raws", Column(failed, row => row.RawText));
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public override async Task<Dictionary<BlockKey, byte[]>> ReadLedgerAsync(
        SysCsvDbContext context, IReadOnlyList<BlockKey> keys, CancellationToken cancellationToken) =>
        await ReadBlocksAsync(context, PostgresSql.ReadLedger, keys, cancellationToken);

    public override async Task<Dictionary<BlockKey, byte[]>> LockLedgerAsync(
        SysCsvDbContext context, IReadOnlyList<BlockKey> keys, IReadOnlyDictionary<BlockKey, byte[]> known, CancellationToken cancellationToken)
    {
        var missing = keys.Where(key => !known.ContainsKey(key)).ToList();
        if (missing.Count > 0)
        {
            await using var command = Prepare(context, PostgresSql.AddBlocks);
            AddKeys(command, missing);
            command.Parameters.AddWithValue("empty", LedgerBits.EmptyBlock());
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return await ReadBlocksAsync(context, PostgresSql.LockLedger, keys, cancellationToken);
    }

    public override async Task WriteLedgerAsync(
        SysCsvDbContext context, IReadOnlyCollection<KeyValuePair<BlockKey, byte[]>> blocks, CancellationToken cancellationToken)
    {
        await using var command = Prepare(context, PostgresSql.WriteLedger);
        AddKeys(command, [.. blocks.Select(block => block.Key)]);
        command.Parameters.AddWithValue("bits", blocks.Select(block => block.Value).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override Task EnsureSchemaAsync(SysCsvDbContext context, CancellationToken cancellationToken) =>
        PostgresSchema.EnsureAsync(context, cancellationToken);

    protected override object Id(ImportId import) => import.Value;

    protected override ImportId ReadId(DbDataReader reader, int ordinal) => new(reader.GetGuid(ordinal));

    protected override void AddText(DbCommand command, string name, string? value) =>
        ((NpgsqlParameter)Add(command, name, value)).NpgsqlDbType = NpgsqlDbType.Text;

    protected override void AddNumber(DbCommand command, string name, long? value) =>
        ((NpgsqlParameter)Add(command, name, value)).NpgsqlDbType = NpgsqlDbType.Bigint;

    private static NpgsqlCommand Prepare(SysCsvDbContext context, string text) => (NpgsqlCommand)Command(context, text);

    private static void AddKeys(NpgsqlCommand command, IReadOnlyList<RowKey> keys)
    {
        command.Parameters.AddWithValue("imports", Column(keys, key => key.Import.Value));
        command.Parameters.AddWithValue("rows", Column(keys, key => key.Row));
    }

    private static void AddKeys(NpgsqlCommand command, IReadOnlyList<BlockKey> keys)
    {
        command.Parameters.AddWithValue("imports", Column(keys, key => key.Import.Value));
        command.Parameters.AddWithValue("blocks", Column(keys, key => key.Block));
    }

    private async Task<Dictionary<BlockKey, byte[]>> ReadBlocksAsync(
        SysCsvDbContext context, string text, IReadOnlyList<BlockKey> keys, CancellationToken cancellationToken)
    {
        await using var command = Prepare(context, text);
        AddKeys(command, keys);
        var blocks = await ReadAsync(
            command, reader => (Key: new BlockKey(ReadId(reader, 0), reader.GetInt64(1)), Bits: reader.GetFieldValue<byte[]>(2)), cancellationToken);
        return blocks.ToDictionary(block => block.Key, block => block.Bits);
    }

    private static async Task<List<T>> ReadAsync<T>(NpgsqlCommand command, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var items = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            items.Add(read(reader));
        return items;
    }
}
