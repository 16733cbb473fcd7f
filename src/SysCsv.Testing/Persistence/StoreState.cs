using SysCsv.Contacts;
using SysCsv.Imports;
using Xunit;

namespace SysCsv.Testing.Persistence;

/// <summary>What a store holds that does not depend on the way there.</summary>
internal static class StoreState
{
    /// <summary>Asserts that both hold the same contacts and the same counts.</summary>
    public static async Task AssertSameAsync(StoreProbe expected, StoreProbe actual, IEnumerable<ImportId> imports)
    {
        Assert.Equal((await expected.ContactsAsync()).Select(Describe), (await actual.ContactsAsync()).Select(Describe));
        foreach (var import in imports)
        {
            var (left, right) = (await expected.ImportAsync(import), await actual.ImportAsync(import));
            Assert.Equal((left.Counts, left.State, left.Records), (right.Counts, right.State, right.Records));
        }
    }

    private static string Describe(Contact contact) =>
        $"{contact.NormalizedEmail} {contact.Data.Email} {contact.Data.Name} {contact.Data.Attributes.ToJson()} {contact.CreatedBy} {contact.ChangedBy}";
}
