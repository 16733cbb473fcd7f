using Microsoft.EntityFrameworkCore;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Model;
using SysCsv.Persistence.Relational.Writing;

namespace SysCsv.Persistence.Relational.Reading;

/// <summary>What became of one row.</summary>
internal static class RowAccounts
{
    public static async Task<RowAccount> FindAsync(SysCsvDbContext context, RowKey key, CancellationToken cancellationToken)
    {
        if (key.Row < 1)
            return new(false, null, null);

        var block = LedgerBits.BlockOf(key);
        var bits = await context.Set<LedgerRow>().Where(row => row.ImportId == key.Import.Value && row.Block == block.Block)
            .Select(row => row.Bits).FirstOrDefaultAsync(cancellationToken);
        if (bits is null || !LedgerBits.IsSet(bits, key.Row))
            return new(false, null, null);

        var rejected = await context.Set<RejectedRowRow>().AsNoTracking()
            .FirstOrDefaultAsync(row => row.ImportId == key.Import.Value && row.Row == key.Row, cancellationToken);
        var failed = await context.Set<FailedRowRow>().AsNoTracking()
            .FirstOrDefaultAsync(row => row.ImportId == key.Import.Value && row.Row == key.Row, cancellationToken);
        return new(
            true,
            rejected is null ? null : new(key, rejected.Line, rejected.Reason, rejected.Detail, rejected.RawText),
            failed is null ? null : new(key, failed.Line, failed.Reason, failed.RawText));
    }
}
