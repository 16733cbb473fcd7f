using Microsoft.EntityFrameworkCore;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Writing;

/// <summary>The ledger of the portable dialect.</summary>
internal static class PortableLedger
{
    public static async Task<Dictionary<BlockKey, byte[]>> ReadAsync(
        SysCsvDbContext context, IReadOnlyList<BlockKey> keys, CancellationToken cancellationToken)
    {
        var blocks = new Dictionary<BlockKey, byte[]>();
        foreach (var key in keys)
            if (await Find(context, key).Select(row => row.Bits).FirstOrDefaultAsync(cancellationToken) is { } bits)
                blocks[key] = bits;
        return blocks;
    }

    public static void AddMissing(SysCsvDbContext context, IEnumerable<BlockKey> keys) => context.AddRange(keys.Select(key =>
        new LedgerRow { ImportId = key.Import.Value, Block = key.Block, Bits = LedgerBits.EmptyBlock() }));

    public static async Task<Dictionary<BlockKey, byte[]>> LockAsync(
        SysCsvDbContext context, IReadOnlyList<BlockKey> keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
            await Find(context, key).ExecuteUpdateAsync(row => row.SetProperty(block => block.Bits, block => block.Bits), cancellationToken);
        return await ReadAsync(context, keys, cancellationToken);
    }

    public static async Task WriteAsync(
        SysCsvDbContext context, IReadOnlyCollection<KeyValuePair<BlockKey, byte[]>> blocks, CancellationToken cancellationToken)
    {
        foreach (var (key, bits) in blocks)
            await Find(context, key).ExecuteUpdateAsync(row => row.SetProperty(block => block.Bits, bits), cancellationToken);
    }

    private static IQueryable<LedgerRow> Find(SysCsvDbContext context, BlockKey key) =>
        context.Set<LedgerRow>().Where(row => row.ImportId == key.Import.Value && row.Block == key.Block);
}
