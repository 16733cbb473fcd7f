using SysCsv.Imports;
using SysCsv.Persistence.Relational.Merging;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Writing;

/// <summary>The rows of a batch that change something: each row once, without those that are accounted for.</summary>
internal sealed class FreshRows
{
    private readonly HashSet<RowKey> _seen;
    private readonly List<AcceptedRow> _accepted;
    private readonly List<RejectedRow> _rejected = [];
    private readonly List<FailedRow> _failed = [];
    private readonly List<RowKey> _unaccounted;

    private FreshRows(Dictionary<BlockKey, byte[]> ledger, RowBatch batch)
    {
        var rows = batch.Accepted.Count + batch.Rejected.Count + batch.Failed.Count;
        Ledger = ledger;
        _seen = new(rows);
        _unaccounted = new(rows);
        _accepted = new(batch.Accepted.Count);
    }

    public IReadOnlyList<AcceptedRow> Accepted => _accepted;

    public IReadOnlyList<RejectedRow> Rejected => _rejected;

    public IReadOnlyList<FailedRow> Failed => _failed;

    /// <summary>Those of the rows that the ledger does not have.</summary>
    public IReadOnlyList<RowKey> Unaccounted => _unaccounted;

    /// <summary>What the ledger held.</summary>
    public Dictionary<BlockKey, byte[]> Ledger { get; }

    public int Count => _accepted.Count + _rejected.Count + _failed.Count;

    /// <summary>Chooses the rows. Rows that are replayed are taken off the list of failed rows, and counted.</summary>
    public static async Task<FreshRows> ChooseAsync(
        UpsertDialect dialect, SysCsvDbContext context, RowBatch batch, CountDeltas counts, CancellationToken cancellationToken)
    {
        var blocks = BlocksOf(batch);
        var ledger = blocks.Count == 0 ? [] : await dialect.ReadLedgerAsync(context, blocks, cancellationToken);
        var fresh = new FreshRows(ledger, batch);
        var replayed = await fresh.TakeReplayedAsync(dialect, context, batch, cancellationToken);
        foreach (var key in replayed)
            counts.Add(key.Import, new(0, 0, 0, 0, -1));

        // A row that comes twice in different forms ends as it would in two batches: failed first, then replayed.
        fresh.Choose(batch.Accepted, row => row.Key, fresh._accepted, replayed);
        fresh.Choose(batch.Rejected, row => row.Key, fresh._rejected, replayed);
        fresh.Choose(batch.Failed, row => row.Key, fresh._failed, []);
        return fresh;
    }

    private static List<BlockKey> BlocksOf(RowBatch batch)
    {
        var blocks = new HashSet<BlockKey>();
        foreach (var key in Keys(batch))
            blocks.Add(LedgerBits.BlockOf(key));
        return [.. blocks.Order(BlockKey.Order)];
    }

    private static IEnumerable<RowKey> Keys(RowBatch batch) =>
        batch.Accepted.Select(row => row.Key)
            .Concat(batch.Rejected.Select(row => row.Key))
            .Concat(batch.Failed.Select(row => row.Key));

    private async Task<HashSet<RowKey>> TakeReplayedAsync(
        UpsertDialect dialect, SysCsvDbContext context, RowBatch batch, CancellationToken cancellationToken)
    {
        var accounted = batch.Accepted.Select(row => row.Key).Concat(batch.Rejected.Select(row => row.Key)).Where(IsAccounted).Distinct().ToList();
        if (accounted.Count == 0)
            return [];

        accounted.Sort();
        return [.. await dialect.TakeFailedAsync(context, accounted, cancellationToken)];
    }

    private bool IsAccounted(RowKey key) =>
        Ledger.TryGetValue(LedgerBits.BlockOf(key), out var bits) && LedgerBits.IsSet(bits, key.Row);

    private void Choose<T>(IReadOnlyList<T> rows, Func<T, RowKey> keyOf, List<T> chosen, HashSet<RowKey> replayed)
    {
        foreach (var row in rows)
        {
            var key = keyOf(row);
            var accounted = IsAccounted(key);
            if ((accounted && !replayed.Contains(key)) || !_seen.Add(key))
                continue;

            chosen.Add(row);
            if (!accounted)
                _unaccounted.Add(key);
        }
    }
}
