using System.Text;
using SysCsv.Imports;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Tests.Services;

namespace SysCsv.Portal.Tests.Imports;

public sealed class RejectedRowsTests : PortalTestFolder
{
    [Fact]
    public async Task Rejected_rows_are_downloaded_corrected_and_uploaded_again()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var import = await host.AcceptAsync("Name;Mail;City\nAnn;ann@x.org;Rome\nBob;bob(at)x.org;\"Paris; \"\"FR\"\"\"\nCid;;Bonn\n\"Dan;dan@x.org;Oslo\nEve;eve@x.org\n");
        await host.BecomesAsync(import, PortalImportState.Completed);

        var file = await DownloadAsync(host, import);
        Assert.Equal(
            [
                "syscsv_line;syscsv_reason;Name;Mail;City",
                "3;email-invalid;Bob;bob(at)x.org;\"Paris; \"\"FR\"\"\"",
                "4;email-missing;Cid;;Bonn",
                "5;unclosed-quote;\"Dan;dan@x.org;Oslo",
                "6;\"field-count: The record has 2 fields; the first one of the file has 3.\";Eve;eve@x.org",
            ],
            file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));

        var corrected = file.Replace("bob(at)", "bob@", StringComparison.Ordinal).Replace("Cid;;", "Cid;cid@x.org;", StringComparison.Ordinal)
            .Replace("\"Dan", "Dan", StringComparison.Ordinal).Replace("eve@x.org", "eve@x.org;Lyon", StringComparison.Ordinal);
        var again = await host.BecomesAsync(await host.AcceptAsync(corrected), PortalImportState.Completed);

        Assert.Equal(new ImportCounts(4, 0, 0, 0, 0), again.Counts);
        var contacts = (await host.ContactReader.SearchContactsAsync(new())).Items.ToDictionary(contact => contact.NormalizedEmail, contact => contact.Data);
        Assert.Equal(["City"], contacts.Values.SelectMany(data => data.Attributes.Keys).Distinct());
        Assert.Equal(("Bob", "Paris; \"FR\""), (contacts["bob@x.org"].Name, contacts["bob@x.org"].Attributes["City"]));
        Assert.Equal(("Eve", "Lyon"), (contacts["eve@x.org"].Name, contacts["eve@x.org"].Attributes["City"]));
    }

    [Fact]
    public async Task File_without_a_header_gets_one_that_means_the_same()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var import = await host.AcceptAsync("Ann Lee,ann@x.org,Rome\nBob Ray,bob@x.org,Bonn\nCid Fox,cid(at)x.org,Oslo\n");
        await host.BecomesAsync(import, PortalImportState.Completed);

        var file = await DownloadAsync(host, import);
        var again = await host.AcceptAsync(file.Replace("(at)", "@", StringComparison.Ordinal));
        await host.BecomesAsync(again, PortalImportState.Completed);

        var contacts = (await host.ContactReader.SearchContactsAsync(new())).Items.ToDictionary(contact => contact.NormalizedEmail, contact => contact.Data);
        Assert.Equal("syscsv_line,syscsv_reason,name,email,Column 3", file.Split("\r\n")[0]);
        Assert.Equal("Cid Fox", contacts["cid@x.org"].Name);
        Assert.Equal(contacts["ann@x.org"].Attributes.Keys, contacts["cid@x.org"].Attributes.Keys);
    }

    [Fact]
    public async Task Corrected_file_that_is_rejected_again_can_be_corrected_again()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var first = await host.AcceptAsync("Email,Name\nann(at)x.org,Ann\n");
        await host.BecomesAsync(first, PortalImportState.Completed);
        var second = await host.AcceptAsync(await DownloadAsync(host, first));
        await host.BecomesAsync(second, PortalImportState.Completed);

        var third = await host.AcceptAsync((await DownloadAsync(host, second)).Replace("(at)", "@", StringComparison.Ordinal));

        Assert.Equal(1, (await host.BecomesAsync(third, PortalImportState.Completed)).Counts.Inserted);
        Assert.Empty(Assert.Single((await host.ContactReader.SearchContactsAsync(new())).Items).Data.Attributes);
    }

    [Fact]
    public async Task Rows_of_one_reason_are_downloaded_alone()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var import = await host.AcceptAsync("Email,Name\nx,Ann\n,Bob\ny,Cid\nann@x.org,Ann\n");
        await host.BecomesAsync(import, PortalImportState.Completed);

        var file = await DownloadAsync(host, import, RejectReason.EmailMissing);

        Assert.Equal(["syscsv_line,syscsv_reason,Email,Name", "3,email-missing,,Bob"], file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<string> DownloadAsync(PortalHost host, ImportId import, string? reason = null)
    {
        using var output = new MemoryStream();
        await host.Imports.WriteRejectedAsync(import, reason, output, CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray()).TrimStart('\uFEFF');
    }
}
