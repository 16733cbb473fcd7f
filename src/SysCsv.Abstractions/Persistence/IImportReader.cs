using SysCsv.Contacts;
using SysCsv.Imports;

namespace SysCsv.Persistence;

/// <summary>The reading side of the database. Safe for use from many threads.</summary>
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

    /// <summary>The rejected rows of an import in file order.</summary>
    /// <param name="import">The import.</param>
    /// <param name="reason">Only rows with this code; null for all.</param>
    /// <param name="after"><c>Page.Next</c> of the part before, for the same import and reason; null begins.</param>
    /// <param name="size">How many at most, 1 to 1,000.</param>
    Task<Page<RejectedRow>> ListRejectedAsync(
        ImportId import, string? reason = null, string? after = null, int size = 50, CancellationToken cancellationToken = default);

    /// <summary>The failed rows of an import in file order.</summary>
    /// <param name="import">The import.</param>
    /// <param name="after"><c>Page.Next</c> of the part before, for the same import; null begins.</param>
    /// <param name="size">How many at most, 1 to 1,000.</param>
    Task<Page<FailedRow>> ListFailedAsync(
        ImportId import, string? after = null, int size = 50, CancellationToken cancellationToken = default);

    /// <summary>The contacts that a query asks for.</summary>
    Task<Page<Contact>> SearchContactsAsync(ContactQuery query, CancellationToken cancellationToken = default);

    /// <summary>Looks through contacts for a text that no index finds, newest first, in one bounded step.</summary>
    Task<ScanStep<Contact>> ScanContactsAsync(ContactScan scan, CancellationToken cancellationToken = default);

    /// <summary>The number of all contacts.</summary>
    Task<long> CountContactsAsync(CancellationToken cancellationToken = default);

    /// <summary>The number of contacts created at a time or later.</summary>
    Task<long> CountContactsSinceAsync(DateTimeOffset created, CancellationToken cancellationToken = default);

    /// <summary>The contact by the database's number; null if there is none.</summary>
    Task<Contact?> FindContactAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Those contacts, in no order, whose normalised e-mails are given; at most 1,000.</summary>
    Task<IReadOnlyList<Contact>> FindContactsAsync(IReadOnlyCollection<string> normalizedEmails, CancellationToken cancellationToken = default);

    /// <summary>The imports that are not completed, newest first.</summary>
    /// <param name="size">How many at most, 1 to 1,000.</param>
    Task<IReadOnlyList<Import>> ListRunningImportsAsync(int size = 50, CancellationToken cancellationToken = default);

    /// <summary>How many rows of an import were rejected, by the code of the reason.</summary>
    Task<IReadOnlyDictionary<string, long>> CountRejectedAsync(ImportId import, CancellationToken cancellationToken = default);

    /// <summary>Whether a row is accounted for, and as what.</summary>
    Task<RowAccount> FindRowAsync(RowKey key, CancellationToken cancellationToken = default);

    /// <summary>Whether rows that follow one another are accounted for, and as what: an answer for each, in their order.</summary>
    /// <param name="first">The first of them, from row 1.</param>
    /// <param name="count">How many, 1 to 1,000.</param>
    Task<IReadOnlyList<RowAccount>> FindRowsAsync(RowKey first, int count, CancellationToken cancellationToken = default);

    /// <summary>What those contacts count for in an import, in no order, whose normalised e-mails are given; at most 1,000.</summary>
    /// <param name="import">The import.</param>
    /// <param name="normalizedEmails">E-mails of accepted rows of the import; one without a contact is left out.</param>
    Task<IReadOnlyList<ContactCredit>> FindCreditsAsync(
        ImportId import, IReadOnlyCollection<string> normalizedEmails, CancellationToken cancellationToken = default);
}
