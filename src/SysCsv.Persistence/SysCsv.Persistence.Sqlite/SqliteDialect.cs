using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Model;
using SysCsv.Persistence.Relational.Writing;

namespace SysCsv.Persistence.Sqlite;

/// <summary>SQLite: one writer at a time, whose transaction takes the lock at its beginning; statements are prepared once a batch.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim without a wait handle holds nothing to free.")]
internal sealed class SqliteDialect : UpsertDialect
{
    // Within the process writers queue here, which is fair and cheap; between processes SQLite polls its lock.
    private readonly SemaphoreSlim _turn = new(1, 1);

    public override string Name => "Sqlite";

    public override string Setting => "SysCsv:Sqlite:ConnectionString";

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

    // The transaction holds the only lock there is.
    public override async Task<LockedContacts> LockContactsAsync(
        SysCsvDbContext context, IReadOnlyList<string> keys, IReadOnlyCollection<ImportId> imports, CancellationToken cancellationToken)
    {
        using var statement = new PreparedStatement(Command(context, SqliteSql.ReadContact), "@normalized_email");
        var contacts = new List<ContactRow>(keys.Count);
        foreach (var key in keys)
        {
            using var reader = statement.Read(key);
            if (reader.Read())
                contacts.Add(SqliteContactReader.Read(reader, key));
        }

        using var first = Command(context, ImportSql.FirstRunning);
        var running = first.ExecuteScalar() is string id ? new ImportId(Guid.ParseExact(id, "D")) : (ImportId?)null;
        return new(contacts, running, await ReadPoliciesAsync(context, imports, cancellationToken));
    }

    public override Task<IReadOnlyDictionary<ImportId, DuplicatePolicy>> ReadPoliciesAsync(
        SysCsvDbContext context, IReadOnlyCollection<ImportId> imports, CancellationToken cancellationToken)
    {
        using var statement = new PreparedStatement(Command(context, SqliteSql.ReadPolicy), "@id");
        var policies = new Dictionary<ImportId, DuplicatePolicy>();
        foreach (var import in imports)
        {
            using var reader = statement.Read(Id(import));
            if (reader.Read())
                policies[import] = (DuplicatePolicy)reader.GetInt32(0);
        }

        return Task.FromResult<IReadOnlyDictionary<ImportId, DuplicatePolicy>>(policies);
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

    public override Task<IReadOnlyList<ImportId>> SaveImportsAsync(
        SysCsvDbContext context, IReadOnlyList<ImportChange> changes, DateTime now, CancellationToken cancellationToken)
    {
        using var save = new PreparedStatement(
            Command(context, ImportSql.Save),
            "@id", "@policy", "@file_name", "@columns", "@records", "@inserted", "@updated", "@duplicate", "@rejected", "@failed", "@now");
        using var move = new PreparedStatement(Command(context, ImportSql.MoveCounts), "@id", "@inserted", "@updated", "@duplicate");
        using var complete = new PreparedStatement(Command(context, ImportSql.Complete), "@id", "@now");
        var completed = new List<ImportId>();
        foreach (var (id, policy, counts, fileName, columns, records) in changes)
        {
            if (policy is null)
                move.Execute(Id(id), counts.Inserted, counts.Updated, counts.Duplicate);
            else
                save.Execute(
                    Id(id), (int)policy, fileName, columns, records,
                    counts.Inserted, counts.Updated, counts.Duplicate, counts.Rejected, counts.Failed, now);

            using var reader = complete.Read(Id(id), now);
            if (reader.Read())
                completed.Add(id);
        }

        return Task.FromResult<IReadOnlyList<ImportId>>(completed);
    }

    public override Task EnsureSchemaAsync(SysCsvDbContext context, CancellationToken cancellationToken) => MigrateAsync(context, cancellationToken);

    public override Task MigrateAsync(DbContext context, CancellationToken cancellationToken) => SqliteSchema.EnsureAsync(context, cancellationToken);

    private static DbCommand Command(SysCsvDbContext context, string text)
    {
        var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = text;
        return command;
    }

    private static string Id(ImportId import) => import.ToString();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
