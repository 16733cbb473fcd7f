using System.Text;
using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Contacts;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Security;
using SysCsv.Portal.Tests.Services;
using SysCsv.Testing.Persistence;

namespace SysCsv.Portal.Tests.Contacts;

public sealed class ContactServiceTests : PortalTestFolder
{
    [Fact]
    public async Task Contact_is_shown_with_the_imports_that_made_and_changed_it()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var first = await host.AcceptAsync("Email,Name\nann@x.org,Ann\n");
        await host.BecomesAsync(first, PortalImportState.Completed);
        var second = await host.AcceptAsync("Email,Name\nann@x.org,Anna\n");
        await host.BecomesAsync(second, PortalImportState.Completed);

        var contact = await FindAsync(host, "ann@x.org");

        Assert.Equal((first, second), (contact.CreatedBy!.Id, contact.ChangedBy!.Id));
        Assert.Null(await host.Get<IContacts>().FindAsync(-1, CancellationToken.None));
    }

    [Fact]
    public async Task Edit_is_an_import_of_one_row()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        await host.BecomesAsync(await host.AcceptAsync("Email,Name,City\nann@x.org,Ann,Rome\n"), PortalImportState.Completed);
        var (contact, _, _) = await FindAsync(host, "ann@x.org");
        var data = new ContactData("Ann@X.org", " Anna ", ContactAttributes.From([new("City", "Bonn"), new("Team", "A")]));

        Assert.True(await EditAsync(host, contact, data));

        var edited = await FindAsync(host, "ann@x.org");
        Assert.Equal(data with { Name = "Anna" }, edited.Contact.Data);
        Assert.Equal(("edited in the portal", ImportState.Completed), (edited.ChangedBy!.FileName, edited.ChangedBy.State));
        Assert.Equal(new ImportCounts(0, 1, 0, 0, 0), edited.ChangedBy.Counts);
        Assert.Equal("contact.edited", (await host.Get<IAuditTrail>().ListAsync(null, 1, CancellationToken.None)).Items[0].Action);
    }

    [Fact]
    public async Task Edit_of_what_changed_meanwhile_is_not_done()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        await host.BecomesAsync(await host.AcceptAsync("Email,Name\nann@x.org,Ann\n"), PortalImportState.Completed);
        var (contact, _, _) = await FindAsync(host, "ann@x.org");
        await host.BecomesAsync(await host.AcceptAsync("Email,Name\nann@x.org,Changed\n"), PortalImportState.Completed);

        Assert.False(await EditAsync(host, contact, contact.Data with { Name = "Mine" }));

        Assert.Equal("Changed", (await FindAsync(host, "ann@x.org")).Contact.Data.Name);
    }

    [Fact]
    public async Task Email_of_a_contact_stays()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        await host.BecomesAsync(await host.AcceptAsync("Email,Name\nann@x.org,Ann\n"), PortalImportState.Completed);
        var (contact, _, _) = await FindAsync(host, "ann@x.org");

        await Assert.ThrowsAsync<SysCsvException>(() => EditAsync(host, contact, contact.Data with { Email = "other@x.org" }));
    }

    [Fact]
    public async Task Export_is_csv_of_the_query_that_no_spreadsheet_takes_for_formulas()
    {
        await using var host = PortalHost.Build(Folder);
        await host.Imports.ListAsync(new(), CancellationToken.None);
        var import = TestRows.NewImport();
        await host.Get<IContactStore>().ApplyAsync(
            TestRows.Batch(
                DuplicatePolicy.KeepLast,
                TestRows.Accepted(import, 1, "a1@x.org", "=1+1", ("City", "Rome, IT")),
                TestRows.Accepted(import, 2, "a2@x.org", "+cmd", ("Note", "say \"hi\"")),
                TestRows.Accepted(import, 3, "a3@x.org", "\uFF1Dsum"),
                TestRows.Accepted(import, 4, "+a4@x.org", "@x"),
                TestRows.Accepted(import, 5, "b@x.org", "Bob")),
            CancellationToken.None);

        using var output = new MemoryStream();
        await host.Get<IContacts>().ExportAsync(new() { Search = "a" }, output, CancellationToken.None);

        var created = (await FindAsync(host, "a1@x.org")).Contact.Created.ToString("yyyy-MM-ddTHH:mm:ssZ", null);
        Assert.Equal(
            [
                "\uFEFFEmail,Name,Created,Changed,City,Note",
                $"a1@x.org,'=1+1,{created},{created},\"Rome, IT\",",
                $"a2@x.org,'+cmd,{created},{created},,\"say \"\"hi\"\"\"",
                $"a3@x.org,'\uFF1Dsum,{created},{created},,",
            ],
            Encoding.UTF8.GetString(output.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Export_holds_every_contact_of_many_pages_once()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        await host.BecomesAsync(await host.AcceptAsync(PortalHost.Contacts(2_345)), PortalImportState.Completed);

        using var output = new MemoryStream();
        await host.Get<IContacts>().ExportAsync(new() { Size = 7 }, output, CancellationToken.None);

        var lines = Encoding.UTF8.GetString(output.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2_346, lines.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(2_346, lines.Length);
    }

    [Fact]
    public async Task What_stands_anywhere_is_looked_for_in_so_many_steps_and_exported_from_all()
    {
        await using var host = PortalHost.Build(Folder);
        await host.Imports.ListAsync(new(), CancellationToken.None);
        var import = TestRows.NewImport();
        await host.Get<IContactStore>().ApplyAsync(
            TestRows.Batch(
                DuplicatePolicy.KeepLast,
                Enumerable.Range(1, 9).Select(row => TestRows.Accepted(import, row, $"user{row}@x.org", null, ("City", row % 3 == 0 ? "=Rome" : "Bonn")))),
            CancellationToken.None);
        var scan = new ContactScan { Text = "rome", Examine = 2 };

        var some = await host.Get<IContacts>().ScanAsync(scan, steps: 3, CancellationToken.None);
        var page = await host.Get<IContacts>().ScanAsync(scan with { Size = 2 }, steps: 100, CancellationToken.None);
        var rest = await host.Get<IContacts>().ScanAsync(scan with { Size = 2, After = page.Next }, steps: 100, CancellationToken.None);
        using var output = new MemoryStream();
        await host.Get<IContacts>().ExportScanAsync(scan, output, CancellationToken.None);

        Assert.Equal(6, some.Examined);
        Assert.Equal((2, 1, 9L, null), (page.Items.Count, rest.Items.Count, rest.Examined, rest.Next));
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.All(lines.Skip(1), line => Assert.EndsWith(",'=Rome", line, StringComparison.Ordinal));
    }

    private static async Task<ContactDetails> FindAsync(PortalHost host, string email)
    {
        var contact = Assert.Single(await host.ContactReader.FindContactsAsync([email]));
        return (await host.Get<IContacts>().FindAsync(contact.Id, CancellationToken.None))!;
    }

    private static Task<bool> EditAsync(PortalHost host, Contact contact, ContactData data) =>
        host.Get<IContacts>().EditAsync(contact.Id, contact.Data, data, PortalHost.Somebody, CancellationToken.None);
}
