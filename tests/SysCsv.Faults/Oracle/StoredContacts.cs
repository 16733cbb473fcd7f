using SysCsv.Persistence;

namespace SysCsv.Faults.Oracle;

/// <summary>What the database holds, in the form of <see cref="Expected.Contacts"/>.</summary>
internal static class StoredContacts
{
    public static async Task<List<string>> ReadAsync(IContactReader reader)
    {
        var contacts = new List<string>();
        var query = new ContactQuery { Size = 1_000 };
        while (true)
        {
            var page = await reader.SearchContactsAsync(query);
            contacts.AddRange(page.Items.Select(contact => $"{contact.NormalizedEmail}\t{contact.Data.Email}\t{contact.Data.Name}"));
            if (page.Next is null)
                return [.. contacts.Order(StringComparer.Ordinal)];
            query = query with { After = page.Next };
        }
    }
}
