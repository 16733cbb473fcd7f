using System.Linq.Expressions;
using System.Text;
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
        var contacts = Find(context.Set<ContactRow>().AsNoTracking(), query.Search);
        var rows = query.After is null
            ? await TakeAsync(Sort(contacts, query), query.Size + 1, cancellationToken)
            : await ReadAfterAsync(contacts, await ReadLastAsync(context, query, cancellationToken), query, cancellationToken);

        var next = rows.Count > query.Size ? Cursor.Of(Tag(query), rows[query.Size - 1].Id) : null;
        return new([.. rows.Take(query.Size).Select(row => row.ToContact())], next);
    }

    private static string Tag(ContactQuery query) => $"c{(int)query.Order}{(query.Descending ? "d" : "a")}";

    private static async Task<ContactRow> ReadLastAsync(SysCsvDbContext context, ContactQuery query, CancellationToken cancellationToken)
    {
        var id = Cursor.ReadNumber(Tag(query), query.After!);
        return await context.Set<ContactRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw Cursor.Foreign();
    }

    private static IQueryable<ContactRow> Find(IQueryable<ContactRow> contacts, string? search)
    {
        if (string.IsNullOrEmpty(search))
            return contacts;

        var text = search.Normalize(NormalizationForm.FormC).ToLowerInvariant();
        var (email, behindEmail) = TextPrefix.Of(text);
        var (name, behindName) = TextPrefix.Of(NameKey.Of(text));
        return contacts.Where(row =>
            (row.NormalizedEmail.CompareTo(email) >= 0 && (behindEmail == null || row.NormalizedEmail.CompareTo(behindEmail) < 0))
            || (row.NameKey.CompareTo(name) >= 0 && (behindName == null || row.NameKey.CompareTo(behindName) < 0)));
    }

    // Those that tie with the last row come first, then the rest: two ranges of an index, where one condition with "or" would be a scan.
    private static async Task<List<ContactRow>> ReadAfterAsync(
        IQueryable<ContactRow> contacts, ContactRow last, ContactQuery query, CancellationToken cancellationToken)
    {
        var count = query.Size + 1;
        var rows = query.Order == ContactOrder.Email ? [] : await TakeAsync(Sort(contacts.Where(Ties(last, query)), query), count, cancellationToken);
        if (rows.Count < count)
            rows.AddRange(await TakeAsync(Sort(contacts.Where(Behind(last, query)), query), count - rows.Count, cancellationToken));
        return rows;
    }

    private static Expression<Func<ContactRow, bool>> Ties(ContactRow last, ContactQuery query) => (query.Order, query.Descending) switch
    {
        (ContactOrder.Name, false) => row => row.NameKey == last.NameKey && row.Id > last.Id,
        (ContactOrder.Name, true) => row => row.NameKey == last.NameKey && row.Id < last.Id,
        (_, false) => row => row.Created == last.Created && row.Id > last.Id,
        (_, true) => row => row.Created == last.Created && row.Id < last.Id,
    };

    private static Expression<Func<ContactRow, bool>> Behind(ContactRow last, ContactQuery query) => (query.Order, query.Descending) switch
    {
        (ContactOrder.Email, false) => row => row.NormalizedEmail.CompareTo(last.NormalizedEmail) > 0,
        (ContactOrder.Email, true) => row => row.NormalizedEmail.CompareTo(last.NormalizedEmail) < 0,
        (ContactOrder.Name, false) => row => row.NameKey.CompareTo(last.NameKey) > 0,
        (ContactOrder.Name, true) => row => row.NameKey.CompareTo(last.NameKey) < 0,
        (_, false) => row => row.Created > last.Created,
        (_, true) => row => row.Created < last.Created,
    };

    private static IQueryable<ContactRow> Sort(IQueryable<ContactRow> contacts, ContactQuery query) => (query.Order, query.Descending) switch
    {
        (ContactOrder.Email, false) => contacts.OrderBy(row => row.NormalizedEmail),
        (ContactOrder.Email, true) => contacts.OrderByDescending(row => row.NormalizedEmail),
        (ContactOrder.Name, false) => contacts.OrderBy(row => row.NameKey).ThenBy(row => row.Id),
        (ContactOrder.Name, true) => contacts.OrderByDescending(row => row.NameKey).ThenByDescending(row => row.Id),
        (_, false) => contacts.OrderBy(row => row.Created).ThenBy(row => row.Id),
        (_, true) => contacts.OrderByDescending(row => row.Created).ThenByDescending(row => row.Id),
    };

    private static Task<List<ContactRow>> TakeAsync(IQueryable<ContactRow> contacts, int count, CancellationToken cancellationToken) =>
        contacts.Take(count).ToListAsync(cancellationToken);
}
