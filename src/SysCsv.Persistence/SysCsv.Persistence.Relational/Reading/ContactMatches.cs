using Microsoft.EntityFrameworkCore;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Reading;

/// <summary>The contacts that a text finds: those whose e-mail begins with it, and those whose name does. Each is a range of an index.</summary>
internal sealed class ContactMatches
{
    private readonly IQueryable<ContactRow> _contacts;

    public ContactMatches(IQueryable<ContactRow> contacts, string search)
    {
        _contacts = contacts;
        var text = ComposedText.Of(search).ToLowerInvariant();
        var (email, behindEmail) = TextPrefix.Of(text);
        var (name, behindName) = TextPrefix.Of(NameKey.Of(text));
        ByEmail = contacts.Where(row =>
            row.NormalizedEmail.CompareTo(email) >= 0 && (behindEmail == null || row.NormalizedEmail.CompareTo(behindEmail) < 0));
        ByName = contacts.Where(row =>
            row.NameKey.CompareTo(name) >= 0 && (behindName == null || row.NameKey.CompareTo(behindName) < 0));
        ByNameOnly = ByName.Where(row =>
            row.NormalizedEmail.CompareTo(email) < 0 || (behindEmail != null && row.NormalizedEmail.CompareTo(behindEmail) >= 0));
    }

    public IQueryable<ContactRow> ByEmail { get; }

    public IQueryable<ContactRow> ByName { get; }

    /// <summary>Those whose e-mail does not begin with the text.</summary>
    public IQueryable<ContactRow> ByNameOnly { get; }

    /// <summary>All of them, each once: for few.</summary>
    public IQueryable<ContactRow> Either
    {
        get
        {
            var ids = ByEmail.Select(row => row.Id).Union(ByName.Select(row => row.Id));
            return _contacts.Where(row => ids.Contains(row.Id));
        }
    }

    public async Task<bool> AreTooManyToSortAsync(CancellationToken cancellationToken)
    {
        var emails = await ByEmail.OrderBy(row => row.NormalizedEmail).Take(ContactQuery.MaxSorted + 1).CountAsync(cancellationToken);
        return emails > ContactQuery.MaxSorted
            || emails + await ByName.OrderBy(row => row.NameKey).Take(ContactQuery.MaxSorted + 1).CountAsync(cancellationToken) > ContactQuery.MaxSorted;
    }
}
