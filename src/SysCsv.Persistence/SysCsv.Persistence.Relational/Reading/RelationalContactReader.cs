using Microsoft.EntityFrameworkCore;
using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Reading;

/// <summary>Reads contacts from any relational database.</summary>
internal sealed class RelationalContactReader(StoreDatabase database) : IContactReader
{
    public Task<Contact?> FindContactAsync(long id, CancellationToken cancellationToken = default) => database.RunAsync(
        async context => (await context.Set<ContactRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken))?.ToContact(),
        cancellationToken);

    public async Task<IReadOnlyList<Contact>> FindContactsAsync(
        IReadOnlyCollection<string> normalizedEmails, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(normalizedEmails);
        if (normalizedEmails.Count == 0)
            return [];

        PageSize.Check(normalizedEmails.Count);
        var keys = normalizedEmails.ToArray();
        var rows = await database.RunAsync(
            context => database.FindByEmail(context.Set<ContactRow>().AsNoTracking(), keys).ToListAsync(cancellationToken), cancellationToken);
        return rows.ConvertAll(row => row.ToContact());
    }

    public Task<Page<Contact>> SearchContactsAsync(ContactQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        PageSize.Check(query.Size);
        return database.RunAsync(context => ContactPages.ReadAsync(context, query, cancellationToken), cancellationToken);
    }

    public Task<ScanStep<Contact>> ScanContactsAsync(ContactScan scan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scan);
        PageSize.Check(scan.Size);
        PageSize.Check(scan.Examine, ContactScan.MaxExamined);
        var text = new ContactText(scan.Text, scan.Column);
        return database.RunAsync(
            async context =>
            {
                var contacts = context.Set<ContactRow>().AsNoTracking();
                var walk = ContactWalk.From(contacts, text, scan);
                await walk.GoAsync(scan.Size, scan.Examine, cancellationToken);
                return new ScanStep<Contact>(await FindNewestFirstAsync(contacts, walk.Found, cancellationToken), walk.Examined, walk.Next);
            },
            cancellationToken);
    }

    public Task<long> CountContactsAsync(CancellationToken cancellationToken = default) =>
        database.RunAsync(context => context.Set<ContactRow>().LongCountAsync(cancellationToken), cancellationToken);

    public Task<long> CountContactsSinceAsync(DateTimeOffset created, CancellationToken cancellationToken = default)
    {
        var since = created.UtcDateTime;
        return database.RunAsync(context => context.Set<ContactRow>().LongCountAsync(row => row.Created >= since, cancellationToken), cancellationToken);
    }

    // Only of those that were found more is read than is looked at. One that was erased meanwhile is not there any more.
    private async Task<IReadOnlyList<Contact>> FindNewestFirstAsync(
        IQueryable<ContactRow> contacts, IReadOnlyCollection<string> normalizedEmails, CancellationToken cancellationToken)
    {
        if (normalizedEmails.Count == 0)
            return [];
        var rows = await database.FindByEmail(contacts, [.. normalizedEmails]).ToListAsync(cancellationToken);
        return [.. rows.OrderByDescending(row => row.Id).Select(row => row.ToContact())];
    }
}
