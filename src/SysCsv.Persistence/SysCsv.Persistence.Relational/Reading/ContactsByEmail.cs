using Microsoft.EntityFrameworkCore;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Reading;

/// <summary>Finds contacts by the e-mails that are their keys.</summary>
internal static class ContactsByEmail
{
    // A parameter for each key makes a new statement every time: many times slower where the database takes a list.
    public static IQueryable<ContactRow> FindByEmail(this StoreDatabase database, IQueryable<ContactRow> contacts, string[] keys) => database.Dialect.TakesLists
        ? contacts.Where(row => EF.Parameter(keys).Contains(row.NormalizedEmail))
        : contacts.Where(row => keys.Contains(row.NormalizedEmail));
}
