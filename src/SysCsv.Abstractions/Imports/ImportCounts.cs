namespace SysCsv.Imports;

/// <summary>How the rows of an import ended. Each row is in exactly one of the five counts.</summary>
/// <param name="Inserted">Contacts that did not exist before the import and do now.</param>
/// <param name="Updated">Contacts that existed before and hold other data now because of the import.</param>
/// <param name="Duplicate">Every other accepted row: a repeat, a row that lost by policy, a row that changed nothing.</param>
/// <param name="Rejected">Rows refused for a stated reason.</param>
/// <param name="Failed">Rows in the dead letters.</param>
public readonly record struct ImportCounts(long Inserted, long Updated, long Duplicate, long Rejected, long Failed)
{
    /// <summary>Rows accounted for: the sum of the five.</summary>
    public long Total => Inserted + Updated + Duplicate + Rejected + Failed;

    /// <summary>Adds count by count.</summary>
    public static ImportCounts operator +(ImportCounts left, ImportCounts right) => left.Add(right);

    /// <summary>Adds count by count.</summary>
    public ImportCounts Add(ImportCounts other) => new(
        Inserted + other.Inserted,
        Updated + other.Updated,
        Duplicate + other.Duplicate,
        Rejected + other.Rejected,
        Failed + other.Failed);
}
