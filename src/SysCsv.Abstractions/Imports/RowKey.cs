namespace SysCsv.Imports;

/// <summary>Identifies one record of one file, and orders rows: first by import, then by their place in the file.</summary>
/// <param name="Import">The import.</param>
/// <param name="Row">The number of the record in its file, from 1, the header not counted.</param>
public readonly record struct RowKey(ImportId Import, long Row) : IComparable<RowKey>
{
    /// <inheritdoc/>
    public int CompareTo(RowKey other)
    {
        var byImport = Import.CompareTo(other.Import);
        return byImport != 0 ? byImport : Row.CompareTo(other.Row);
    }

    /// <summary>Whether <paramref name="left"/> comes first.</summary>
    public static bool operator <(RowKey left, RowKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> comes later.</summary>
    public static bool operator >(RowKey left, RowKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> comes first or is the same.</summary>
    public static bool operator <=(RowKey left, RowKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> comes later or is the same.</summary>
    public static bool operator >=(RowKey left, RowKey right) => left.CompareTo(right) >= 0;
}
