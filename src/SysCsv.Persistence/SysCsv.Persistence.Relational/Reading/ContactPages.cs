using Microsoft.EntityFrameworkCore;
using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Reading;

/// <summary>Pages of contacts, by keys that an index holds: any page costs the same.</summary>
internal static class ContactPages
{
    public static async Task<Page<Contact>> ReadAsync(SysCsvDbContext context, ContactQuery query, CancellationToken cancellationToken)
    {
        var contacts = context.Set<ContactRow>().AsNoTracking();
        if (string.IsNullOrEmpty(query.Search))
            return await ReadSortedAsync(contacts, contacts, query, cancellationToken);

        var matches = new ContactMatches(contacts, query.Search);
        return await IsBroadAsync(matches, query, cancellationToken)
            ? await ReadBroadAsync(contacts, matches, query, cancellationToken)
            : await ReadSortedAsync(contacts, matches.Either, query, cancellationToken);
    }

    private static string Tag(ContactQuery query) => Tag(query, "");

    private static string EmailTag(ContactQuery query) => Tag(query, "e");

    private static string NameTag(ContactQuery query) => Tag(query, "n");

    private static string Tag(ContactQuery query, string part) =>
        Cursor.TagOf($"c{(int)query.Order}{(query.Descending ? "d" : "a")}{part}", query.Search);

    // A list goes on as it began, also where contacts came or went meanwhile.
    private static async Task<bool> IsBroadAsync(ContactMatches matches, ContactQuery query, CancellationToken cancellationToken) =>
        query.After is null
            ? await matches.AreTooManyToSortAsync(cancellationToken)
            : Cursor.BelongsTo(EmailTag(query), query.After) || Cursor.BelongsTo(NameTag(query), query.After);

    private static async Task<Page<Contact>> ReadSortedAsync(
        IQueryable<ContactRow> all, IQueryable<ContactRow> found, ContactQuery query, CancellationToken cancellationToken)
    {
        var sort = new ContactSort(query.Order, query.Descending);
        var last = query.After is null ? null : await FindAsync(all, Cursor.ReadNumber(Tag(query), query.After), cancellationToken);
        var rows = await sort.TakeAsync(found, last, query.Size + 1, cancellationToken);
        var next = rows.Count > query.Size ? Cursor.Of(Tag(query), rows[query.Size - 1].Id) : null;
        return ToPage(rows, query.Size, next);
    }

    // To sort them all would take the longer the more there are: so they come in the order of the two indexes that find them.
    private static async Task<Page<Contact>> ReadBroadAsync(
        IQueryable<ContactRow> all, ContactMatches matches, ContactQuery query, CancellationToken cancellationToken)
    {
        var inNames = query.After is not null && Cursor.BelongsTo(NameTag(query), query.After);
        var last = query.After is null ? null : await FindAsync(all, Cursor.ReadNumber(inNames ? NameTag(query) : EmailTag(query), query.After), cancellationToken);
        var count = query.Size + 1;
        var rows = inNames ? [] : await new ContactSort(ContactOrder.Email, Descending: false).TakeAsync(matches.ByEmail, last, count, cancellationToken);
        var emails = rows.Count;
        if (emails < count)
            rows.AddRange(await new ContactSort(ContactOrder.Name, Descending: false)
                .TakeAsync(matches.ByNameOnly, inNames ? last : null, count - emails, cancellationToken));

        var next = rows.Count <= query.Size
            ? null
            : Cursor.Of(query.Size - 1 < emails ? EmailTag(query) : NameTag(query), rows[query.Size - 1].Id);
        return ToPage(rows, query.Size, next);
    }

    private static async Task<ContactRow> FindAsync(IQueryable<ContactRow> contacts, long id, CancellationToken cancellationToken) =>
        await contacts.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw Cursor.Foreign();

    private static Page<Contact> ToPage(List<ContactRow> rows, int size, string? next) =>
        new([.. rows.Take(size).Select(row => row.ToContact())], next);
}
