using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Portal.Tests.Queue;

/// <summary>Contacts that can only be counted, in their own time.</summary>
internal sealed class SlowCount(Task<long> counting) : IContactReader
{
    public Task<long> CountContactsAsync(CancellationToken cancellationToken = default) => counting;

    public Task<long> CountContactsSinceAsync(DateTimeOffset created, CancellationToken cancellationToken = default) => counting;

    public Task<Contact?> FindContactAsync(long id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<Contact>> FindContactsAsync(IReadOnlyCollection<string> normalizedEmails, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Page<Contact>> SearchContactsAsync(ContactQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<ScanStep<Contact>> ScanContactsAsync(ContactScan scan, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
