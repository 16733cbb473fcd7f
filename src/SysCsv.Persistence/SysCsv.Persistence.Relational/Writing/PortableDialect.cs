using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Writing;

/// <summary>Any relational database, through nothing but EF Core. A row is locked by an update that changes nothing.</summary>
internal sealed class PortableDialect(string name) : UpsertDialect
{
    // Databases limit the parameters of a statement; SQL Server has the lowest limit, 2,100.
    private const int KeysPerQuery = 500;

    public override string Name { get; } = name;

    public override bool TakesLists => false;

    public override StoreFailure Classify(DbException exception) => PortableErrors.Classify(exception);

    public override async Task<IReadOnlyList<RowKey>> TakeFailedAsync(
        SysCsvDbContext context, IReadOnlyList<RowKey> rows, CancellationToken cancellationToken)
    {
        var taken = new List<RowKey>();
        foreach (var import in rows.GroupBy(row => row.Import, row => row.Row))
            foreach (var numbers in import.Chunk(KeysPerQuery))
                taken.AddRange(await TakeFailedAsync(context, import.Key, numbers, cancellationToken));
        return taken;
    }

    public override async Task<IReadOnlyList<string>> InsertContactsAsync(
        SysCsvDbContext context, IReadOnlyList<ContactRow> contacts, CancellationToken cancellationToken)
    {
        var existing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var keys in contacts.Select(contact => contact.NormalizedEmail).Chunk(KeysPerQuery))
            existing.UnionWith(await context.Set<ContactRow>().Where(row => keys.Contains(row.NormalizedEmail))
                .Select(row => row.NormalizedEmail).ToListAsync(cancellationToken));

        // The unique index decides: a key that another transaction inserts meanwhile is a conflict, and the batch is tried again.
        context.AddRange(contacts.Where(contact => !existing.Contains(contact.NormalizedEmail)));
        await SaveAsync(context, cancellationToken);
        return [.. existing];
    }

    public override async Task<LockedContacts> LockContactsAsync(
        SysCsvDbContext context, IReadOnlyList<string> keys, IReadOnlyCollection<ImportId> imports, CancellationToken cancellationToken)
    {
        var contacts = new List<ContactRow>(keys.Count);
        foreach (var chunk in keys.Chunk(KeysPerQuery))
        {
            var rows = context.Set<ContactRow>().Where(row => chunk.Contains(row.NormalizedEmail));
            await rows.ExecuteUpdateAsync(row => row.SetProperty(contact => contact.ChangedRow, contact => contact.ChangedRow), cancellationToken);
            contacts.AddRange(await rows.ToListAsync(cancellationToken));
        }

        var first = await context.Set<ImportRow>().Where(row => row.State == ImportState.Running)
            .OrderBy(row => row.Id).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancellationToken);
        var policies = await ReadPoliciesAsync(context, imports, cancellationToken);
        return new(contacts, first is { } id ? new ImportId(id) : null, policies);
    }

    // They are the tracked rows that were locked and read.
    public override Task UpdateContactsAsync(SysCsvDbContext context, IReadOnlyList<ContactRow> contacts, CancellationToken cancellationToken) =>
        SaveAsync(context, cancellationToken);

    public override Task InsertRowsAsync(
        SysCsvDbContext context, IReadOnlyList<RejectedRow> rejected, IReadOnlyList<FailedRow> failed, CancellationToken cancellationToken)
    {
        context.AddRange(rejected.Select(row => new RejectedRowRow
        {
            ImportId = row.Key.Import.Value,
            Row = row.Key.Row,
            Line = row.Line,
            Reason = row.Reason,
            Detail = row.Detail,
            RawText = row.RawText,
        }));
        context.AddRange(failed.Select(row => new FailedRowRow
        {
            ImportId = row.Key.Import.Value,
            Row = row.Key.Row,
            Line = row.Line,
            Reason = row.Reason,
            RawText = row.RawText,
        }));
        return SaveAsync(context, cancellationToken);
    }

    public override Task<Dictionary<BlockKey, byte[]>> ReadLedgerAsync(
        SysCsvDbContext context, IReadOnlyList<BlockKey> keys, CancellationToken cancellationToken) =>
        PortableLedger.ReadAsync(context, keys, cancellationToken);

    public override async Task<Dictionary<BlockKey, byte[]>> LockLedgerAsync(
        SysCsvDbContext context, IReadOnlyList<BlockKey> keys, IReadOnlyDictionary<BlockKey, byte[]> known, CancellationToken cancellationToken)
    {
        PortableLedger.AddMissing(context, keys.Where(key => !known.ContainsKey(key)));
        await SaveAsync(context, cancellationToken);
        return await PortableLedger.LockAsync(context, keys, cancellationToken);
    }

    public override Task WriteLedgerAsync(
        SysCsvDbContext context, IReadOnlyCollection<KeyValuePair<BlockKey, byte[]>> blocks, CancellationToken cancellationToken) =>
        PortableLedger.WriteAsync(context, blocks, cancellationToken);

    public override async Task<IReadOnlyDictionary<ImportId, DuplicatePolicy>> ReadPoliciesAsync(
        SysCsvDbContext context, IReadOnlyCollection<ImportId> imports, CancellationToken cancellationToken)
    {
        var policies = new Dictionary<ImportId, DuplicatePolicy>();
        foreach (var ids in imports.Select(import => import.Value).Chunk(KeysPerQuery))
            foreach (var row in await context.Set<ImportRow>().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Policy }).ToListAsync(cancellationToken))
                policies[new(row.Id)] = row.Policy;
        return policies;
    }

    public override async Task<IReadOnlyList<ImportId>> SaveImportsAsync(
        SysCsvDbContext context, IReadOnlyList<ImportChange> changes, DateTime now, CancellationToken cancellationToken)
    {
        var completed = new List<ImportId>();
        foreach (var change in changes)
            if (await PortableImports.SaveAsync(context, change, now, cancellationToken))
                completed.Add(change.Id);
        await SaveAsync(context, cancellationToken);
        return completed;
    }

    public override Task EnsureSchemaAsync(SysCsvDbContext context, CancellationToken cancellationToken) =>
        PortableSchema.EnsureAsync(context, cancellationToken);

    public override Task MigrateAsync(DbContext context, CancellationToken cancellationToken) =>
        PortableSchema.MigrateAsync(context, cancellationToken);

    public override Task<bool> IsSchemaCurrentAsync(SysCsvDbContext context, CancellationToken cancellationToken) =>
        PortableSchema.HasMigrations(context)
            ? base.IsSchemaCurrentAsync(context, cancellationToken)
            : PortableSchema.IsThereAsync(context, cancellationToken);

    private static async Task<List<RowKey>> TakeFailedAsync(
        SysCsvDbContext context, ImportId import, long[] numbers, CancellationToken cancellationToken)
    {
        var listed = await context.Set<FailedRowRow>().Where(row => row.ImportId == import.Value && numbers.Contains(row.Row))
            .OrderBy(row => row.Row).Select(row => row.Row).ToListAsync(cancellationToken);
        var taken = new List<RowKey>(listed.Count);
        foreach (var number in listed)
            if (await context.Set<FailedRowRow>().Where(row => row.ImportId == import.Value && row.Row == number).ExecuteDeleteAsync(cancellationToken) == 1)
                taken.Add(new(import, number));
        return taken;
    }

    private static async Task SaveAsync(SysCsvDbContext context, CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is DbException database && PortableErrors.IsUniqueViolation(database))
        {
            throw new StoreException(StoreFailure.Conflict, "Another transaction inserted the same row.", exception);
        }
    }
}
