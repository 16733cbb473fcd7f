using Microsoft.EntityFrameworkCore;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Model;
using SysCsv.Persistence.Relational.Writing;

namespace SysCsv.Persistence.Relational.Reading;

/// <summary>What became of rows that follow one another.</summary>
internal static class RowAccounts
{
    public static async Task<IReadOnlyList<RowAccount>> FindAsync(SysCsvDbContext context, RowKey first, int count, CancellationToken cancellationToken)
    {
        var (import, from, to) = (first.Import.Value, first.Row, first.Row + count - 1);
        var (fromBlock, toBlock) = (LedgerBits.BlockOf(first).Block, LedgerBits.BlockOf(first with { Row = to }).Block);
        var ledger = await context.Set<LedgerRow>().AsNoTracking()
            .Where(row => row.ImportId == import && row.Block >= fromBlock && row.Block <= toBlock)
            .ToDictionaryAsync(row => row.Block, row => row.Bits, cancellationToken);
        var rejected = await context.Set<RejectedRowRow>().AsNoTracking()
            .Where(row => row.ImportId == import && row.Row >= from && row.Row <= to).ToDictionaryAsync(row => row.Row, cancellationToken);
        var failed = await context.Set<FailedRowRow>().AsNoTracking()
            .Where(row => row.ImportId == import && row.Row >= from && row.Row <= to).ToDictionaryAsync(row => row.Row, cancellationToken);
        return [.. Enumerable.Range(0, count).Select(offset => first with { Row = from + offset }).Select(key => Account(key, ledger, rejected, failed))];
    }

    private static RowAccount Account(
        RowKey key, Dictionary<long, byte[]> ledger, Dictionary<long, RejectedRowRow> rejected, Dictionary<long, FailedRowRow> failed)
    {
        if (!ledger.TryGetValue(LedgerBits.BlockOf(key).Block, out var bits) || !LedgerBits.IsSet(bits, key.Row))
            return RowAccount.Pending;
        if (rejected.TryGetValue(key.Row, out var refused))
            return RowAccount.Of(new RejectedRow(key, refused.Line, refused.Reason, refused.Detail, refused.RawText));
        return failed.TryGetValue(key.Row, out var dead) ? RowAccount.Of(new FailedRow(key, dead.Line, dead.Reason, dead.RawText)) : RowAccount.Accepted;
    }
}
