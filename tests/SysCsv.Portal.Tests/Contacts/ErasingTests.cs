using System.Text;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Contacts;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Tests.Services;
using SysCsv.Testing;
using SysCsv.Transports;

namespace SysCsv.Portal.Tests.Contacts;

public sealed class ErasingTests : PortalTestFolder
{
    private const string Person = "ann.secret@x.org";

    [Fact]
    public async Task Erased_person_is_nowhere_any_more()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        await ImportAsync(host, $"Email,Name\n{Person},Ann\njo{Person},Jo\n");
        await ImportAsync(host, $"Email,Name\n{Person},Ann,too,many\nbob@x.org,Bob\n");
        await ImportAsync(host, "Email,Name\ncid@x.org,Cid\n");
        await DeadLetterAsync(host, $"unreadable {Person}", "unreadable bob@x.org");

        var result = await EraseAsync(host);

        Assert.Equal(new ErasureResult(true, 1, 0, 1, 2, []), result with { Blocked = [] });
        Assert.Empty(await host.ContactReader.FindContactsAsync([Person]));
        Assert.Equal(["bob@x.org", "cid@x.org", $"jo{Person}"], (await host.ContactReader.SearchContactsAsync(new())).Items.Select(contact => contact.NormalizedEmail));
        Assert.Single(await host.Get<IDeadLetterQueue>().ListAsync(100, CancellationToken.None));
        var kept = Assert.Single(Staged, path => path.EndsWith(".csv", StringComparison.Ordinal));
        Assert.Contains("cid@x.org", await File.ReadAllTextAsync(kept), StringComparison.Ordinal);
        await host.StopAsync();
        foreach (var import in (await host.Imports.ListAsync(new(), CancellationToken.None)).Items)
            Assert.DoesNotContain((await host.ImportReader.ListRejectedAsync(import.Id)).Items, row => row.RawText.Contains(Person, StringComparison.Ordinal));
    }

    [Fact]
    public async Task File_that_is_still_being_published_blocks_the_erasure()
    {
        await using (var first = await PortalHost.StartAsync(Folder))
            await ImportAsync(first, $"Email,Name\n{Person},Ann\n");
        await using var host = PortalHost.Build(Folder);
        var running = await host.AcceptAsync($"Email,Name\nbob@x.org,Bob\n{Person},Ann\n");

        var result = await EraseAsync(host);

        Assert.Equal((false, 0), (result.Erased, result.Files));
        Assert.Equal([running], result.Blocked);
        Assert.Single(await host.ContactReader.FindContactsAsync([Person]));
    }

    [Fact]
    public async Task Nobody_is_erased_twice()
    {
        await using var host = await PortalHost.StartAsync(Folder);

        var result = await host.Get<IContacts>().EraseAsync(4711, PortalHost.Somebody, CancellationToken.None);

        Assert.False(result.Erased);
    }

    [Fact]
    public async Task Upload_that_nobody_imported_yet_and_that_is_no_list_of_contacts_is_removed_too()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        await ImportAsync(host, $"Email,Name\n{Person},Ann\n");
        await host.UploadAsync(new string('x', 70_000) + $" <{Person}> " + new string('y', 70_000));
        await host.UploadAsync(Encoding.UTF8.GetBytes("a text\nabout nobody\n"));

        Assert.Equal(2, (await EraseAsync(host)).Files);
    }

    private static async Task ImportAsync(PortalHost host, string text) =>
        await host.BecomesAsync(await host.AcceptAsync(text), PortalImportState.Completed);

    private static async Task<ErasureResult> EraseAsync(PortalHost host)
    {
        var contact = Assert.Single(await host.ContactReader.FindContactsAsync([Person]));
        return await host.Get<IContacts>().EraseAsync(contact.Id, PortalHost.Somebody, CancellationToken.None);
    }

    // What no consumer can read becomes a dead letter.
    private static async Task DeadLetterAsync(PortalHost host, params string[] bodies)
    {
        await host.Get<ITransport>().SendAsync(
            [.. bodies.Select((body, i) => new OutgoingMessage($"broken-{i}", Encoding.UTF8.GetBytes(body)))], CancellationToken.None);
        await Eventually.BecomesAsync(
            async () => (await host.Get<ITransport>().GetDepthAsync(CancellationToken.None)).DeadLettered == bodies.Length, PortalHost.Patience, "the bodies are dead letters");
    }
}
