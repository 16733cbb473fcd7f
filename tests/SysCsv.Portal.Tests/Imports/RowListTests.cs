using System.Text;
using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Contacts;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Tests.Services;
using SysCsv.Testing.Persistence;

namespace SysCsv.Portal.Tests.Imports;

/// <summary>The rows of a file, each with what became of it.</summary>
public sealed class RowListTests : PortalTestFolder
{
    private const string File = "Email,Name\nann@x.org,Ann\nbob@x.org,Bob\nnonsense,None\n\"broken\nANN@x.org,Anna\n\ncid@x.org,Cid\n";

    [Fact]
    public async Task Every_row_is_listed_with_its_fate_and_who_won()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var first = await host.AcceptAsync("Email,Name\nbob@x.org,Robert\ncid@x.org,Cid\n");
        await host.BecomesAsync(first, PortalImportState.Completed);
        var import = await host.AcceptAsync(File);
        await host.BecomesAsync(import, PortalImportState.Completed);

        var rows = (await ListAsync(host, import, new()))!.Items;

        Assert.Equal(
            [
                (1, 2, "ann@x.org", RowFate.Duplicate, null), (2, 3, "bob@x.org", RowFate.Updated, null),
                (3, 4, "nonsense", RowFate.Rejected, RejectReason.EmailInvalid), (4, 5, null, RowFate.Rejected, RejectReason.UnclosedQuote),
                (5, 6, "ANN@x.org", RowFate.Inserted, null), (6, 8, "cid@x.org", RowFate.Duplicate, null),
            ],
            rows.Select(row => (row.Number, row.Line, row.Email, row.Fate, row.Reason)));
        Assert.Equal(new RowKey(import, 5), rows[0].WonBy);
        Assert.All(rows.Skip(1), row => Assert.Null(row.WonBy));
        var contacts = await host.ContactReader.FindContactsAsync(["ann@x.org"]);
        Assert.Equal((contacts[0].Id, contacts[0].Id), (rows[0].ContactId, rows[4].ContactId));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public async Task Steps_go_on_where_the_one_before_ended(string encoding)
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var coding = Encoding.GetEncoding(encoding);
        var file = await host.UploadAsync([.. coding.GetPreamble(), .. coding.GetBytes(File)]);
        var import = await host.Imports.AcceptAsync(file.Id, new(new(), DuplicatePolicy.KeepFirst), null, PortalHost.Somebody, CancellationToken.None);
        await host.BecomesAsync(import, PortalImportState.Completed);

        foreach (var (size, examine) in new[] { (1, 100), (100, 1), (2, 3), (3, 2) })
        {
            var steps = await StepsAsync(host, import, new(Size: size, Examine: examine));
            Assert.Equal([(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 8)], steps.SelectMany(step => step.Items).Select(row => (row.Number, row.Line)));
            Assert.Equal(6, steps[^1].Examined);
            Assert.All(steps, step => Assert.InRange(step.Items.Count, 0, Math.Min(size, examine)));
        }

        var duplicates = await StepsAsync(host, import, new(RowFate.Duplicate, Size: 1, Examine: 2));
        Assert.Equal([5L], duplicates.SelectMany(step => step.Items).Select(row => row.Number));
    }

    [Fact]
    public async Task Rows_that_are_not_accounted_for_wait_and_those_that_failed_say_why()
    {
        await using var host = await PortalHost.StartAsync(Folder, consumes: false);
        var import = await host.AcceptAsync("Email\na@x.org\nb@x.org\nc@x.org\n");
        await host.Get<IContactStore>().ApplyAsync(
            TestRows.Batch(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 1, "a@x.org")) with { Failed = [TestRows.Failed(import, 3)] }, CancellationToken.None);

        var rows = (await ListAsync(host, import, new()))!.Items;

        Assert.Equal([RowFate.Inserted, RowFate.Pending, RowFate.Failed], rows.Select(row => row.Fate));
        Assert.Equal("It failed.", rows[2].Reason);
        Assert.Equal([2L], (await ListAsync(host, import, new(RowFate.Pending)))!.Items.Select(row => row.Number));
        Assert.Equal([3L], (await ListAsync(host, import, new(RowFate.Failed)))!.Items.Select(row => row.Number));
    }

    [Fact]
    public async Task Update_that_a_later_import_overwrote_is_not_told_from_a_duplicate()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var imports = new List<ImportId>();
        foreach (var name in new[] { "One", "Two", "Three" })
        {
            imports.Add(await host.AcceptAsync($"Email,Name\nann@x.org,{name}\n"));
            await host.BecomesAsync(imports[^1], PortalImportState.Completed);
        }

        var rows = new List<RowReport>();
        foreach (var import in imports)
            rows.Add(Assert.Single((await ListAsync(host, import, new()))!.Items));

        Assert.Equal([RowFate.Inserted, RowFate.Unknown, RowFate.Updated], rows.Select(row => row.Fate));
        Assert.Equal([new RowKey(imports[2], 1), new RowKey(imports[2], 1), null], rows.Select(row => row.WonBy));
    }

    [Fact]
    public async Task File_that_is_gone_has_no_list_nor_has_an_import_that_is_not_there()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var import = await host.AcceptAsync("Email\nann@x.org\n");
        await host.BecomesAsync(import, PortalImportState.Completed);
        var contact = Assert.Single(await host.ContactReader.FindContactsAsync(["ann@x.org"]));

        // An erasure removes the files in which the person stands.
        await host.Get<IContacts>().EraseAsync(contact.Id, PortalHost.Somebody, CancellationToken.None);

        Assert.Null(await ListAsync(host, import, new()));
        Assert.Null(await ListAsync(host, TestRows.NewImport(), new()));
    }

    [Fact]
    public async Task Somebody_who_was_erased_is_not_shown_though_the_file_is_there()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var import = await host.AcceptAsync("Email\nann@x.org\nbob@x.org\n");
        await host.BecomesAsync(import, PortalImportState.Completed);
        EmailAddress.Parse("ann@x.org", out var email);
        await host.Get<IContactStore>().EraseAsync(email!, CancellationToken.None);

        var rows = (await ListAsync(host, import, new()))!.Items;

        Assert.Equal([null, "bob@x.org"], rows.Select(row => row.Email));
        Assert.Null(rows[0].ContactId);
    }

    [Fact]
    public async Task Somebody_who_was_erased_is_not_shown_by_a_rejected_row_either()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var import = await host.AcceptAsync("Email\nAnn <ann@x.org>\nBob <bob@x.org>\ncid@x.org\n");
        await host.BecomesAsync(import, PortalImportState.Completed);
        var before = (await ListAsync(host, import, new(RowFate.Rejected)))!.Items;
        EmailAddress.Parse("ann@x.org", out var email);
        await host.Get<IContactStore>().EraseAsync(email!, CancellationToken.None);

        var after = (await ListAsync(host, import, new(RowFate.Rejected)))!.Items;

        Assert.Equal(["Ann <ann@x.org>", "Bob <bob@x.org>"], before.Select(row => row.Email));
        Assert.Equal([null, "Bob <bob@x.org>"], after.Select(row => row.Email));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task Cursor_that_is_none_is_refused(string cursor)
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var import = await host.AcceptAsync("Email\nann@x.org\n");

        await Assert.ThrowsAnyAsync<ArgumentException>(() => ListAsync(host, import, new(After: cursor)));
    }

    [Fact]
    public async Task Cursor_belongs_to_its_import_and_fate()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var import = await host.AcceptAsync("Email\nann@x.org\nbob@x.org\n");
        var other = await host.AcceptAsync("Email\ncid@x.org\ndan@x.org\n");
        var step = (await ListAsync(host, import, new(Size: 1)))!;

        await Assert.ThrowsAnyAsync<ArgumentException>(() => ListAsync(host, other, new(After: step.Next)));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => ListAsync(host, import, new(RowFate.Rejected, step.Next)));
    }

    private static Task<ScanStep<RowReport>?> ListAsync(PortalHost host, ImportId import, RowQuery query) =>
        host.Imports.ListRowsAsync(import, query, CancellationToken.None);

    private static async Task<List<ScanStep<RowReport>>> StepsAsync(PortalHost host, ImportId import, RowQuery query)
    {
        var steps = new List<ScanStep<RowReport>>();
        do
        {
            steps.Add((await ListAsync(host, import, query))!);
            query = query with { After = steps[^1].Next };
        }
        while (query.After is not null);
        return steps;
    }
}
