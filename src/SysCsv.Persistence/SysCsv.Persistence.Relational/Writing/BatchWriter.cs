using System.Text.Json;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Merging;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Writing;

/// <summary>Applies one batch in the transaction of a context. Locks contacts, then the ledger, then imports, each in order: so there are no deadlocks.</summary>
internal sealed class BatchWriter(UpsertDialect dialect, SysCsvDbContext context, RowBatch batch, DateTime now)
{
    private readonly CountDeltas _counts = new();

    public async Task<BatchResult> WriteAsync(CancellationToken cancellationToken)
    {
        var rows = await FreshRows.ChooseAsync(dialect, context, batch, _counts, cancellationToken);
        await new ContactWriter(dialect, context, batch, _counts, now).WriteAsync(rows.Accepted, cancellationToken);
        await ListAsync(rows, cancellationToken);
        await AccountAsync(rows, cancellationToken);

        var changes = ImportChanges();
        var completed = changes.Count == 0 ? [] : await dialect.SaveImportsAsync(context, changes, now, cancellationToken);
        var total = batch.Accepted.Count + batch.Rejected.Count + batch.Failed.Count;
        return new(_counts.Sum, total - rows.Count, completed);
    }

    private async Task ListAsync(FreshRows rows, CancellationToken cancellationToken)
    {
        if (rows.Rejected.Count == 0 && rows.Failed.Count == 0)
            return;

        foreach (var row in rows.Rejected)
            _counts.Add(row.Key.Import, new(0, 0, 0, 1, 0));
        foreach (var row in rows.Failed)
            _counts.Add(row.Key.Import, new(0, 0, 0, 0, 1));
        await dialect.InsertRowsAsync(context, rows.Rejected, rows.Failed, cancellationToken);
    }

    private async Task AccountAsync(FreshRows rows, CancellationToken cancellationToken)
    {
        if (rows.Unaccounted.Count == 0)
            return;

        var blocks = rows.Unaccounted.Select(LedgerBits.BlockOf).Distinct().Order(BlockKey.Order).ToList();
        var ledger = await dialect.LockLedgerAsync(context, blocks, rows.Ledger, cancellationToken);
        foreach (var key in rows.Unaccounted)
        {
            var bits = ledger[LedgerBits.BlockOf(key)];
            if (LedgerBits.IsSet(bits, key.Row))
                throw new StoreException(StoreFailure.Conflict, "A row of the batch was applied by another consumer meanwhile.");
            LedgerBits.Set(bits, key.Row);
        }

        await dialect.WriteLedgerAsync(context, ledger, cancellationToken);
    }

    private List<ImportChange> ImportChanges()
    {
        var starts = batch.Starts.GroupBy(start => start.Import).ToDictionary(group => group.Key, group => group.First());
        var ends = batch.Ends.GroupBy(end => end.Import).ToDictionary(group => group.Key, group => group.First());
        var imports = _counts.ByImport.Where(import => import.Value != default || batch.Policies.ContainsKey(import.Key)).Select(import => import.Key);
        return [.. imports.Union(starts.Keys).Union(ends.Keys).Order().Select(import => new ImportChange(
            import,
            batch.Policies.TryGetValue(import, out var policy) ? policy : null,
            _counts.ByImport.GetValueOrDefault(import),
            starts.GetValueOrDefault(import)?.FileName,
            starts.TryGetValue(import, out var start) ? JsonSerializer.Serialize(start.Columns) : null,
            ends.GetValueOrDefault(import)?.Records))];
    }
}
