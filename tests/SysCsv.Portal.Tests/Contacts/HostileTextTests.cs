using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Contacts;
using SysCsv.Portal.Tests.Services;
using SysCsv.Testing.Persistence;

namespace SysCsv.Portal.Tests.Contacts;

/// <summary>Text that means something to a database or a browser is text here.</summary>
public sealed class HostileTextTests : PortalTestFolder
{
    private static readonly string[] Names =
    [
        "' OR 1=1 --", "'; DROP TABLE contacts; --", "\" OR \"\"=\"", "%", "_", "%%%", "a%", "[a-z]", "\\", "\\%", "*", "x' AND randomblob(1000000000) --",
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "Ann",
    ];

    [Fact]
    public async Task Search_takes_it_literally_and_gives_it_back_unchanged()
    {
        await using var host = PortalHost.Build(Folder);
        await host.Imports.ListAsync(new(), CancellationToken.None);
        var import = TestRows.NewImport();
        var rows = Names.Select((name, i) => TestRows.Accepted(import, i + 1, $"p{i}@hostile.example", name)).ToArray();
        await host.Get<IContactStore>().ApplyAsync(TestRows.Batch(DuplicatePolicy.KeepLast, rows), CancellationToken.None);

        foreach (var name in Names)
        {
            var found = await host.Get<IContacts>().SearchAsync(new() { Search = name, Size = 100 }, CancellationToken.None);
            Assert.Equal(Names.Where(other => other.StartsWith(name, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal),
                found.Items.Select(contact => contact.Data.Name!).Order(StringComparer.Ordinal));
        }

        Assert.Equal(Names.Length, await host.ContactReader.CountContactsAsync());
    }
}
