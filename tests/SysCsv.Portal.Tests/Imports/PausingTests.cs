using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SysCsv.Imports;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Storage;
using SysCsv.Portal.Tests.Services;
using SysCsv.Testing;
using SysCsv.Testing.Persistence;

namespace SysCsv.Portal.Tests.Imports;

public sealed class PausingTests : PortalTestFolder
{
    private const int Rows = 6_000;

    [Fact]
    public async Task Import_is_no_further_ahead_of_the_consumers_than_it_may_be_and_says_that_it_waits()
    {
        await using var host = await StartAsync(consumes: false);

        var import = await WaitingAsync(host);

        Assert.InRange(import.Sent!.Value, 900, 1_000);
        Assert.Contains("consumers", import.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_rows_at_once_than_an_import_may_be_ahead_are_sent_all_the_same()
    {
        await using var host = await PortalHost.StartAsync(
            Folder,
            configure: options => options.RowsAhead = 1_000,
            services: services => services.Configure<PublisherOptions>(options => options.RowsPerMessage = 10_000));

        var import = await host.AcceptAsync(PortalHost.Contacts(Rows));

        Assert.Equal(Rows, (await host.BecomesAsync(import, PortalImportState.Completed)).Counts.Inserted);
    }

    [Fact]
    public async Task Paused_import_sends_nothing_more_and_goes_on_when_it_is_resumed()
    {
        await using var host = await StartAsync(consumes: false);
        var import = await WaitingAsync(host);
        Assert.True(await host.Imports.PauseAsync(import.Id, PortalHost.Somebody, CancellationToken.None));
        await SenderStopsAsync(host, import.Id);

        var sent = (await host.FindAsync(import.Id)).Sent;

        await using var consumer = await StartAsync(consumes: true);
        await Eventually.BecomesAsync(
            async () => (await host.FindAsync(import.Id)).Counts.Total >= sent, PortalHost.Patience, "what was sent is accounted for");
        var paused = await host.FindAsync(import.Id);
        Assert.Equal(PortalImportState.Paused, paused.State);
        Assert.InRange(paused.Counts.Total, 900, 1_100);

        Assert.True(await host.Imports.ResumeAsync(import.Id, PortalHost.Somebody, CancellationToken.None));
        var completed = await host.BecomesAsync(import.Id, PortalImportState.Completed);
        Assert.Equal(new ImportCounts(Rows, 0, 0, 0, 0), completed.Counts);
    }

    [Fact]
    public async Task Cancelled_import_ends_with_the_rows_that_were_sent()
    {
        await using var host = await StartAsync(consumes: false);
        var import = await WaitingAsync(host);

        Assert.True(await host.Imports.CancelAsync(import.Id, PortalHost.Somebody, CancellationToken.None));
        await SenderStopsAsync(host, import.Id);

        await using var consumer = await StartAsync(consumes: true);
        AssertCutShort(await host.BecomesAsync(import.Id, PortalImportState.Cancelled));
    }

    [Fact]
    public async Task Paused_import_can_be_cancelled()
    {
        await using var host = await StartAsync(consumes: false);
        var import = await WaitingAsync(host);
        Assert.True(await host.Imports.PauseAsync(import.Id, PortalHost.Somebody, CancellationToken.None));
        await SenderStopsAsync(host, import.Id);

        Assert.True(await host.Imports.CancelAsync(import.Id, PortalHost.Somebody, CancellationToken.None));

        await using var consumer = await StartAsync(consumes: true);
        AssertCutShort(await host.BecomesAsync(import.Id, PortalImportState.Cancelled));
    }

    [Fact]
    public async Task Import_that_was_cancelled_before_its_first_row_ends_without_rows()
    {
        ImportId import;
        await using (var idle = PortalHost.Build(Folder))
        {
            import = await idle.AcceptAsync(PortalHost.Contacts(Rows));
            Assert.True(await idle.Imports.CancelAsync(import, PortalHost.Somebody, CancellationToken.None));
        }

        await using var host = await StartAsync(consumes: true);

        var cancelled = await host.BecomesAsync(import, PortalImportState.Cancelled);
        Assert.Equal((0, 0), (cancelled.Records, cancelled.Counts.Total));
    }

    [Fact]
    public async Task What_can_not_be_done_in_a_state_is_not_done()
    {
        await using var host = await StartAsync(consumes: true);
        var import = await host.AcceptAsync(PortalHost.Contacts(3));
        await host.BecomesAsync(import, PortalImportState.Completed);

        foreach (var id in new[] { import, TestRows.NewImport() })
        {
            Assert.False(await host.Imports.PauseAsync(id, PortalHost.Somebody, CancellationToken.None));
            Assert.False(await host.Imports.ResumeAsync(id, PortalHost.Somebody, CancellationToken.None));
            Assert.False(await host.Imports.CancelAsync(id, PortalHost.Somebody, CancellationToken.None));
        }

        Assert.Equal(PortalImportState.Completed, (await host.FindAsync(import)).State);
    }

    private static void AssertCutShort(PortalImport import)
    {
        Assert.InRange(import.Records!.Value, 900, 1_100);
        Assert.Equal(new ImportCounts(import.Records.Value, 0, 0, 0, 0), import.Counts);
        Assert.Equal(import.Records, import.Sent);
        Assert.NotNull(import.Ended);
    }

    private Task<PortalHost> StartAsync(bool consumes) => PortalHost.StartAsync(Folder, consumes, options => options.RowsAhead = 1_000);

    private static async Task<PortalImport> WaitingAsync(PortalHost host)
    {
        var id = await host.AcceptAsync(PortalHost.Contacts(Rows));
        await Eventually.BecomesAsync(
            async () => await host.FindAsync(id) is { Message: not null, Sent: >= 900 }, PortalHost.Patience, "the publisher waits for the consumers");
        return await host.FindAsync(id);
    }

    // Until the sender has heard of it, every row that a consumer takes makes room for another.
    private static Task SenderStopsAsync(PortalHost host, ImportId id) => Eventually.BecomesAsync(
        () => host.Get<PortalDatabase>().ReadAsync(
            context => context.Imports.AnyAsync(row => row.Id == id.Value && row.LeaseOwner == null), CancellationToken.None),
        PortalHost.Patience,
        "the sender stops");
}
