using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Model;
using SysCsv.Persistence.Relational.Writing;

namespace SysCsv.Persistence.Sqlite;

/// <summary>SQLite: one writer at a time, whose transaction takes the lock at its beginning; statements are prepared once a batch.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim without a wait handle holds nothing to free.")]
internal sealed class SqliteDialect : SqlDialect
{
    // Within the process writers queue here, which is fair and cheap; between processes SQLite polls its lock.
    private readonly SemaphoreSlim _turn = new(1, 1);

    public override string Name => "Sqlite";

    public override StoreFailure Classify(DbException exception) => SqliteErrors.Classify(exception);

    public override async ValueTask<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Turn(_turn);
    }

    public override Task<IReadOnlyList<RowKey>> TakeFailedAsync(
        SysCsvDbContext context, IReadOnlyList<RowKey> rows, CancellationToken cancellationToken)
    {
        using var delete = new PreparedStatement(Command(context, SqliteSql.DeleteFailed), "@import", "@row");
        return Task.FromResult<IReadOnlyList<RowKey>>([.. rows.Where(row => delete.Execute(Id(row.Import), row.Row) == 1)]);
    }

    public override Task<IReadOnlyList<string>> InsertContactsAsync(
        SysCsvDbContext context, IReadOnlyList<ContactRow> contacts, CancellationToken cancellationToken)
    {
        using var insert = new SqliteContactWriter(Command(context, SqliteSql.InsertContact));
        var existing = new List<string>();
        foreach (var contact in contacts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (insert.Write(contact) == 0)
                existing.Add(contact.NormalizedEmail);
        }

        return Task.FromResult<IReadOnlyList<string>>(existing);
    }

    public override Task<IReadOnlyList<ContactRow>> LockContactsAsync(
        SysCsvDbContext context, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        using var statement = new PreparedStatement(Command(context, SqliteSql.ReadContact), "@normalized_email");
        var contacts = new List<ContactRow>(keys.Count);
        foreach (var key in keys)
        {
            using var reader = statement.Read(key);
            if (reader.Read())
                contacts.Add(SqliteContactReader.Read(reader, key));
        }

        return Task.FromResult<IReadOnlyList<ContactRow>>(contacts);
    }

    public override Task UpdateContactsAsync(SysCsvDbContext context, IReadOnlyList<ContactRow> contacts, CancellationToken cancellationToken)
    {
        using var update = new SqliteContactWriter(Command(context, SqliteSql.UpdateContact));
        foreach (var contact in contacts)
            update.Write(contact);
        return Task.CompletedTask;
    }

    public override Task InsertRowsAsync(
        SysCsvDbContext context, IReadOnlyList<RejectedRow> rejected, IReadOnlyList<FailedRow> failed, CancellationToken cancellationToken)
    {
        using var reject = new PreparedStatement(
            Command(context, SqliteSql.InsertRejected), "@import", "@row", "@line", "@reason", "@detail", "@raw");
        foreach (var row in rejected)
            reject.Execute(Id(row.Key.Import), row.Key.Row, row.Line, row.Reason, row.Detail, row.RawText);

        using var fail = new PreparedStatement(Command(context, SqliteSql.InsertFailed), "@import", "@row", "@line", "@reason", "@raw");
        foreach (var row in failed)
            fail.Execute(Id(row.Key.Import), row.Key.Row, row.Line, row.Reason, row.RawText);
        return Task.CompletedTask;
    }

    public override Task<Dictionary<BlockKey, byte[]>> ReadLedgerAsync(
        SysCsvDbContext context, IReadOnlyList<BlockKey> keys, CancellationToken cancellationToken)
    {
        using var statement = new PreparedStatement(Command(context, SqliteSql.ReadBlock), "@import", "@block");
        var blocks = new Dictionary<BlockKey, byte[]>();
        foreach (var key in keys)
        {
            using var reader = statement.Read(Id(key.Import), key.Block);
            if (reader.Read())
                blocks[key] = reader.GetFieldValue<byte[]>(0);
        }

        return Task.FromResult(blocks);
    }

    // The transaction holds the only lock there is, so what it read is what there is.
    public override Task<Dictionary<BlockKey, byte[]>> LockLedgerAsync(
        SysCsvDbContext context, IReadOnlyList<BlockKey> keys, IReadOnlyDictionary<BlockKey, byte[]> known, CancellationToken cancellationToken) =>
        Task.FromResult(keys.ToDictionary(key => key, key => known.TryGetValue(key, out var bits) ? bits : LedgerBits.EmptyBlock()));

    public override Task WriteLedgerAsync(
        SysCsvDbContext context, IReadOnlyCollection<KeyValuePair<BlockKey, byte[]>> blocks, CancellationToken cancellationToken)
    {
        using var write = new PreparedStatement(Command(context, SqliteSql.WriteBlock), "@import", "@block", "@bits");
        foreach (var (key, bits) in blocks)
            write.Execute(Id(key.Import), key.Block, bits);
        return Task.CompletedTask;
    }

    public override Task EnsureSchemaAsync(SysCsvDbContext context, CancellationToken cancellationToken) =>
        SqliteSchema.EnsureAsync(context, cancellationToken);

    protected override object Id(ImportId import) => import.ToString();

    protected override ImportId ReadId(DbDataReader reader, int ordinal) => new(Guid.ParseExact(reader.GetString(ordinal), "D"));

    protected override void AddText(DbCommand command, string name, string? value) => Add(command, name, value);

    protected override void AddNumber(DbCommand command, string name, long? value) => Add(command, name, value);

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
