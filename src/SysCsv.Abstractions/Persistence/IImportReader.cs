using SysCsv.Imports;

namespace SysCsv.Persistence;

/// <summary>Reads imports from the database, and what they list: rows that were rejected or failed. Safe for use from many threads.</summary>
/// <remarks>Every failure is a <see cref="StoreException"/>. Lists are paged by key, so that any page costs the same.</remarks>
public interface IImportReader
{
    /// <summary>The import; null if no message of it was applied yet.</summary>
    Task<Import?> FindImportAsync(ImportId id, CancellationToken cancellationToken = default);

    /// <summary>The imports, newest first.</summary>
    /// <param name="after"><c>Page.Next</c> of the part before, in the same order; null begins.</param>
    /// <param name="size">How many at most, 1 to 1,000.</param>
    /// <param name="oldestFirst">Whether the oldest comes first instead.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<Page<Import>> ListImportsAsync(string? after = null, int size = 50, bool oldestFirst = false, CancellationToken cancellationToken = default);

    /// <summary>The imports that are not completed, newest first.</summary>
    /// <param name="size">How many at most, 1 to 1,000.</param>
    Task<IReadOnlyList<Import>> ListRunningImportsAsync(int size = 50, CancellationToken cancellationToken = default);

    /// <summary>The rejected rows of an import in file order.</summary>
    /// <param name="import">The import.</param>
    /// <param name="reason">Only rows with this code; null for all.</param>
    /// <param name="after"><c>Page.Next</c> of the part before, for the same import and reason; null begins.</param>
    /// <param name="size">How many at most, 1 to 1,000.</param>
    Task<Page<RejectedRow>> ListRejectedAsync(
        ImportId import, string? reason = null, string? after = null, int size = 50, CancellationToken cancellationToken = default);

    /// <summary>How many rows of an import were rejected, by the code of the reason.</summary>
    Task<IReadOnlyDictionary<string, long>> CountRejectedAsync(ImportId import, CancellationToken cancellationToken = default);

    /// <summary>The failed rows of an import in file order.</summary>
    /// <param name="import">The import.</param>
    /// <param name="after"><c>Page.Next</c> of the part before, for the same import; null begins.</param>
    /// <param name="size">How many at most, 1 to 1,000.</param>
    Task<Page<FailedRow>> ListFailedAsync(
        ImportId import, string? after = null, int size = 50, CancellationToken cancellationToken = default);
}
