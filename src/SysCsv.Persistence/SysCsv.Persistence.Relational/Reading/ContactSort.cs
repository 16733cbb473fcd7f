using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Reading;

/// <summary>An order of contacts that an index holds, and how to go on in it.</summary>
internal sealed record ContactSort(ContactOrder Order, bool Descending)
{
    /// <summary>The first contacts behind <paramref name="last"/>, or the first of all.</summary>
    public async Task<List<ContactRow>> TakeAsync(IQueryable<ContactRow> contacts, ContactRow? last, int count, CancellationToken cancellationToken)
    {
        if (last is null)
            return await FirstAsync(contacts, count, cancellationToken);

        // Those that tie with the last row come first, then the rest: two ranges of an index, where one condition with "or" would be a scan.
        var rows = Order == ContactOrder.Email ? [] : await FirstAsync(contacts.Where(Ties(last)), count, cancellationToken);
        if (rows.Count < count)
            rows.AddRange(await FirstAsync(contacts.Where(Behind(last)), count - rows.Count, cancellationToken));
        return rows;
    }

    private Task<List<ContactRow>> FirstAsync(IQueryable<ContactRow> contacts, int count, CancellationToken cancellationToken) =>
        Sort(contacts).Take(count).ToListAsync(cancellationToken);

    private IQueryable<ContactRow> Sort(IQueryable<ContactRow> contacts) => (Order, Descending) switch
    {
        (ContactOrder.Email, false) => contacts.OrderBy(row => row.NormalizedEmail),
        (ContactOrder.Email, true) => contacts.OrderByDescending(row => row.NormalizedEmail),
        (ContactOrder.Name, false) => contacts.OrderBy(row => row.NameKey).ThenBy(row => row.Id),
        (ContactOrder.Name, true) => contacts.OrderByDescending(row => row.NameKey).ThenByDescending(row => row.Id),
        (_, false) => contacts.OrderBy(row => row.Created).ThenBy(row => row.Id),
        (_, true) => contacts.OrderByDescending(row => row.Created).ThenByDescending(row => row.Id),
    };

    private Expression<Func<ContactRow, bool>> Ties(ContactRow last) => (Order, Descending) switch
    {
        (ContactOrder.Name, false) => row => row.NameKey == last.NameKey && row.Id > last.Id,
        (ContactOrder.Name, true) => row => row.NameKey == last.NameKey && row.Id < last.Id,
        (_, false) => row => row.Created == last.Created && row.Id > last.Id,
        (_, true) => row => row.Created == last.Created && row.Id < last.Id,
    };

    private Expression<Func<ContactRow, bool>> Behind(ContactRow last) => (Order, Descending) switch
    {
        (ContactOrder.Email, false) => row => row.NormalizedEmail.CompareTo(last.NormalizedEmail) > 0,
        (ContactOrder.Email, true) => row => row.NormalizedEmail.CompareTo(last.NormalizedEmail) < 0,
        (ContactOrder.Name, false) => row => row.NameKey.CompareTo(last.NameKey) > 0,
        (ContactOrder.Name, true) => row => row.NameKey.CompareTo(last.NameKey) < 0,
        (_, false) => row => row.Created > last.Created,
        (_, true) => row => row.Created < last.Created,
    };
}
