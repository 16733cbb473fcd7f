using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using Xunit;

namespace SysCsv.Testing.Persistence;

/// <summary>A store under test with its readers, and short ways to ask them.</summary>
/// <param name="Store">The writing side.</param>
/// <param name="Imports">Reads imports.</param>
/// <param name="Fates">Reads fates of rows.</param>
/// <param name="Contacts">Reads contacts.</param>
public sealed record StoreProbe(IContactStore Store, IImportReader Imports, IFateReader Fates, IContactReader Contacts)
{
    /// <summary>Applies a batch.</summary>
    public Task<BatchResult> ApplyAsync(RowBatch batch) => Store.ApplyAsync(batch, CancellationToken.None);

    /// <summary>Applies accepted rows of one import.</summary>
    public Task<BatchResult> ApplyAsync(DuplicatePolicy policy, params AcceptedRow[] rows) => ApplyAsync(TestRows.Batch(policy, rows));

    /// <summary>The import, which must be known.</summary>
    public async Task<Import> ImportAsync(ImportId id)
    {
        var import = await Imports.FindImportAsync(id);
        Assert.NotNull(import);
        return import;
    }

    /// <summary>The counts of an import, which must be known.</summary>
    public async Task<ImportCounts> CountsAsync(ImportId id) => (await ImportAsync(id)).Counts;

    /// <summary>The only contact with the e-mail.</summary>
    public async Task<Contact> ContactAsync(string email)
    {
        var page = await Contacts.SearchContactsAsync(new() { Search = email });
        return Assert.Single(page.Items, contact => contact.NormalizedEmail == email);
    }

    /// <summary>The data of the only contact with the e-mail.</summary>
    public async Task<ContactData> DataAsync(string email) => (await ContactAsync(email)).Data;

    /// <summary>All contacts in the order of a query, page by page.</summary>
    public async Task<List<Contact>> ContactsAsync(ContactQuery query)
    {
        var contacts = new List<Contact>();
        for (string? after = null; ;)
        {
            var page = await Contacts.SearchContactsAsync(query with { After = after });
            contacts.AddRange(page.Items);
            if (page.Next is null)
                return contacts;
            after = page.Next;
        }
    }

    /// <summary>All contacts, by e-mail.</summary>
    public Task<List<Contact>> ContactsAsync() => ContactsAsync(new() { Size = 500 });
}
