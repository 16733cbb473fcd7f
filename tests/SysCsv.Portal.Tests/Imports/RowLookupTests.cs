using Microsoft.EntityFrameworkCore;
using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Contacts;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Storage;
using SysCsv.Portal.Tests.Services;
using SysCsv.Testing.Persistence;

namespace SysCsv.Portal.Tests.Imports;

/// <summary>What became of one row, asked for by its number.</summary>
public sealed class RowLookupTests : PortalTestFolder
{
    [Fact]
    public async Task Row_is_told_with_its_text_and_its_contact()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var import = await host.AcceptAsync("Email,Name\nann@x.org,First\nnobody,Bob\nANN@x.org,Last\n");
        await host.BecomesAsync(import, PortalImportState.Completed);
        var contact = Assert.Single((await host.ContactReader.SearchContactsAsync(new())).Items);

        Assert.Null(await FindAsync(host, import, 0));
        Assert.Equal(new(1, 2, "ann@x.org", RowFate.Duplicate, ContactId: contact.Id, WonBy: new(import, 3), RawText: "ann@x.org,First"), await FindAsync(host, import, 1));
        Assert.Equal(new(2, 3, null, RowFate.Rejected, RejectReason.EmailInvalid, RawText: "nobody,Bob"), await FindAsync(host, import, 2));
        Assert.Equal(new(3, 4, "ANN@x.org", RowFate.Inserted, ContactId: contact.Id, RawText: "ANN@x.org,Last"), await FindAsync(host, import, 3));
        Assert.Null(await FindAsync(host, import, 4));
        Assert.Null(await FindAsync(host, TestRows.NewImport(), 1));
    }

    [Fact]
    public async Task Row_that_is_not_accounted_for_is_pending_and_one_that_failed_says_why()
    {
        await using var host = await PortalHost.StartAsync(Folder, consumes: false);
        var import = await host.AcceptAsync("Email\na@x.org\nb@x.org\n");
        var failed = TestRows.Failed(import, 2);
        await host.Get<IContactStore>().ApplyAsync(TestRows.For(DuplicatePolicy.KeepLast, import) with { Failed = [failed] }, CancellationToken.None);

        Assert.Equal(new(1, null, null, RowFate.Pending), await FindAsync(host, import, 1));
        Assert.Equal(new(2, failed.Line, null, RowFate.Failed, failed.Reason, RawText: failed.RawText), await FindAsync(host, import, 2));
    }

    [Fact]
    public async Task Accepted_row_of_a_file_that_is_not_kept_is_unknown()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var import = await host.AcceptAsync("Email\nann@x.org\nbob@x.org\n");
        await host.BecomesAsync(import, PortalImportState.Completed);
        var contact = Assert.Single(await host.ContactReader.FindContactsAsync(["ann@x.org"]));

        // An erasure removes the files in which the person stands.
        await host.Get<IContacts>().EraseAsync(contact.Id, PortalHost.Somebody, CancellationToken.None);

        Assert.Equal(new(2, null, null, RowFate.Unknown), await FindAsync(host, import, 2));
    }

    [Fact]
    public async Task Row_of_a_file_that_would_be_read_otherwise_than_it_was_sent_is_unknown()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var import = await host.AcceptAsync("Email\nann@x.org\nbob@x.org\n");
        var sent = (await host.BecomesAsync(import, PortalImportState.Completed)).ReadAs!;

        await host.Get<PortalDatabase>().WriteAsync(
            context => context.Imports.ExecuteUpdateAsync(row => row.SetProperty(known => known.ReadAs, ReadingJson.Write(sent with { FirstLine = 2 }))), CancellationToken.None);

        Assert.Equal(new(2, null, null, RowFate.Unknown), await FindAsync(host, import, 2));
    }

    [Fact]
    public async Task Somebody_who_was_erased_is_not_shown_though_the_file_is_there()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var import = await host.AcceptAsync("Email\nann@x.org\nbob@x.org\n");
        await host.BecomesAsync(import, PortalImportState.Completed);
        EmailAddress.Parse("ann@x.org", out var email);
        await host.Get<IContactStore>().EraseAsync(email!, CancellationToken.None);

        Assert.Equal(new(1, 2, null, RowFate.Unknown), await FindAsync(host, import, 1));
    }

    private static Task<RowReport?> FindAsync(PortalHost host, ImportId import, long number) =>
        host.Imports.FindRowAsync(import, number, CancellationToken.None);
}
