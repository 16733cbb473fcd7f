using SysCsv.Contacts;
using SysCsv.Imports;

namespace SysCsv.Persistence;

/// <summary>Reads contacts from the database. Safe for use from many threads.</summary>
/// <remarks>Every failure is a <see cref="StoreException"/>. Lists are paged by key, so that any page costs the same.</remarks>
public interface IContactReader
{
    /// <summary>The contact by the database's number; null if there is none.</summary>
    Task<Contact?> FindContactAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Those contacts, in no order, whose normalised e-mails are given; at most 1,000.</summary>
    Task<IReadOnlyList<Contact>> FindContactsAsync(IReadOnlyCollection<string> normalizedEmails, CancellationToken cancellationToken = default);

    /// <summary>The contacts that a query asks for.</summary>
    Task<Page<Contact>> SearchContactsAsync(ContactQuery query, CancellationToken cancellationToken = default);

    /// <summary>Looks through contacts for a text that no index finds, newest first, in one bounded step.</summary>
    Task<ScanStep<Contact>> ScanContactsAsync(ContactScan scan, CancellationToken cancellationToken = default);

    /// <summary>The number of all contacts.</summary>
    Task<long> CountContactsAsync(CancellationToken cancellationToken = default);

    /// <summary>The number of contacts created at a time or later.</summary>
    Task<long> CountContactsSinceAsync(DateTimeOffset created, CancellationToken cancellationToken = default);
}
