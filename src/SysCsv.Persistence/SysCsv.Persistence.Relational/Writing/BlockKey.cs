using SysCsv.Imports;

namespace SysCsv.Persistence.Relational.Writing;

/// <summary>Identifies a block of the ledger.</summary>
internal readonly record struct BlockKey(ImportId Import, long Block)
{
    /// <summary>The order in which blocks are locked.</summary>
    public static IComparer<BlockKey> Order { get; } = Comparer<BlockKey>.Create((left, right) =>
    {
        var byImport = left.Import.CompareTo(right.Import);
        return byImport != 0 ? byImport : left.Block.CompareTo(right.Block);
    });
}
