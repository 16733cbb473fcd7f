using SysCsv.Imports;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Security;
using SysCsv.Portal.Tests.Services;
using SysCsv.Testing.Persistence;

namespace SysCsv.Portal.Tests.Imports;

public sealed class AcceptingTests : PortalTestFolder
{
    [Fact]
    public async Task Accepted_upload_is_imported_to_its_end()
    {
        await using var host = await PortalHost.StartAsync(Folder);

        var import = await host.AcceptAsync(PortalHost.Contacts(1_234) + "nobody,x,y\n");

        var completed = await host.BecomesAsync(import, PortalImportState.Completed);
        Assert.Equal(new ImportCounts(1_234, 0, 0, 1, 0), completed.Counts);
        Assert.Equal((1_235, 1_235, "contacts.csv", "somebody", true), (completed.Records, completed.Sent, completed.FileName, completed.By, completed.HasFile));
        Assert.Equal(completed.BytesTotal, completed.BytesSent);
        Assert.Equal(["Email", "Name", "City"], completed.Columns);
        Assert.Equal(1_234, await host.ContactReader.CountContactsAsync());
    }

    [Fact]
    public async Task File_that_is_no_list_of_contacts_is_refused_with_the_reason()
    {
        await using var host = await PortalHost.StartAsync(Folder);

        var import = await host.AcceptAsync("one,two\nthree,four\n");

        var refused = await host.BecomesAsync(import, PortalImportState.Refused);
        Assert.Contains("e-mail", refused.Message, StringComparison.Ordinal);
        Assert.Null(await host.ImportReader.FindImportAsync(import));
    }

    [Fact]
    public async Task Import_that_was_accepted_is_published_by_the_next_host_after_a_kill()
    {
        ImportId import;
        await using (var first = PortalHost.Build(Folder))
            import = await first.AcceptAsync(PortalHost.Contacts(500));

        await using var second = await PortalHost.StartAsync(Folder);

        Assert.Equal(500, (await second.BecomesAsync(import, PortalImportState.Completed)).Counts.Inserted);
    }

    [Fact]
    public async Task Same_key_of_the_same_actor_gives_the_same_import()
    {
        await using var host = PortalHost.Build(Folder);
        var (one, two, three) = (await host.UploadAsync("Email\na@b.cd\n"), await host.UploadAsync("Email\na@b.ce\n"), await host.UploadAsync("Email\na@b.cf\n"));

        var first = await AcceptAsync(host, one.Id, "key", PortalHost.Somebody);
        var again = await AcceptAsync(host, one.Id, "key", PortalHost.Somebody);
        var other = await AcceptAsync(host, two.Id, "key", new Actor("another", null));
        var third = await AcceptAsync(host, three.Id, "other key", PortalHost.Somebody);

        Assert.Equal(first, again);
        Assert.Equal(3, new[] { first, other, third }.Distinct().Count());
    }

    [Fact]
    public async Task Same_request_sent_many_times_at_once_is_one_import()
    {
        await using var host = PortalHost.Build(Folder);
        var file = await host.UploadAsync(PortalHost.Contacts(3));

        var imports = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AcceptAsync(host, file.Id, "key", PortalHost.Somebody)));

        Assert.Single(imports.Distinct());
        Assert.Single((await host.Imports.ListAsync(new(), CancellationToken.None)).Items);
    }

    [Fact]
    public async Task Upload_becomes_an_import_once()
    {
        await using var host = PortalHost.Build(Folder);
        var file = await host.UploadAsync(PortalHost.Contacts(3));
        await AcceptAsync(host, file.Id, null, PortalHost.Somebody);

        await Assert.ThrowsAsync<SysCsvException>(() => AcceptAsync(host, file.Id, null, PortalHost.Somebody));
        await Assert.ThrowsAsync<SysCsvException>(() => AcceptAsync(host, Guid.NewGuid(), null, PortalHost.Somebody));
    }

    [Fact]
    public async Task Same_bytes_uploaded_again_are_pointed_out()
    {
        await using var host = PortalHost.Build(Folder);
        var first = await host.UploadAsync(PortalHost.Contacts(3));
        var import = await AcceptAsync(host, first.Id, null, PortalHost.Somebody);

        var second = await host.UploadAsync(PortalHost.Contacts(3), "other name.csv");

        Assert.Null(first.SameAs);
        Assert.Equal(import, second.SameAs);
    }

    [Fact]
    public async Task File_is_imported_again_as_another_import()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var first = await host.AcceptAsync(PortalHost.Contacts(10), DuplicatePolicy.KeepFirst);
        await host.BecomesAsync(first, PortalImportState.Completed);

        var again = await host.Imports.PublishAgainAsync(first, PortalHost.Somebody, CancellationToken.None);

        var completed = await host.BecomesAsync(again!.Value, PortalImportState.Completed);
        Assert.Equal((new ImportCounts(0, 0, 10, 0, 0), DuplicatePolicy.KeepFirst), (completed.Counts, completed.Policy));
        Assert.Null(await host.Imports.PublishAgainAsync(TestRows.NewImport(), PortalHost.Somebody, CancellationToken.None));
    }

    [Fact]
    public async Task Everything_that_was_done_is_in_the_audit_trail_newest_first()
    {
        await using var host = PortalHost.Build(Folder);
        var import = await host.AcceptAsync(PortalHost.Contacts(3));
        await host.Imports.PauseAsync(import, PortalHost.Somebody, CancellationToken.None);

        var page = await host.Get<IAuditTrail>().ListAsync(null, 2, CancellationToken.None);
        var rest = await host.Get<IAuditTrail>().ListAsync(page.Next, 2, CancellationToken.None);

        Assert.Equal("import.paused", page.Items[0].Action);
        Assert.Equal((import.ToString(), "somebody", "127.0.0.1"), (page.Items[0].Subject, page.Items[0].Actor, page.Items[0].Address));
        Assert.Equal(
            ["import.accepted", "import.paused", "upload.received"], page.Items.Concat(rest.Items).Select(entry => entry.Action).Order(StringComparer.Ordinal));
    }

    private static Task<ImportId> AcceptAsync(PortalHost host, Guid upload, string? key, Actor actor) =>
        host.Imports.AcceptAsync(upload, new(new(), DuplicatePolicy.KeepLast), key, actor, CancellationToken.None);
}
