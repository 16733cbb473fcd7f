using SysCsv.Imports;

namespace SysCsv.Persistence.Relational.Writing;

/// <summary>The form of the row ledger: blocks of rows, one bit each.</summary>
internal static class LedgerBits
{
    /// <summary>512 bytes: small enough to rewrite with every batch, large enough that a batch touches few.</summary>
    public const int RowsPerBlock = 4096;

    public static byte[] EmptyBlock() => new byte[RowsPerBlock / 8];

    public static BlockKey BlockOf(RowKey key) => new(key.Import, (key.Row - 1) / RowsPerBlock);

    public static bool IsSet(byte[] bits, long row)
    {
        var (index, mask) = Place(row);
        return (bits[index] & mask) != 0;
    }

    public static void Set(byte[] bits, long row)
    {
        var (index, mask) = Place(row);
        bits[index] |= mask;
    }

    private static (int Index, byte Mask) Place(long row)
    {
        var bit = (int)((row - 1) % RowsPerBlock);
        return (bit >> 3, (byte)(1 << (bit & 7)));
    }
}
