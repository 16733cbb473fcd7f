using Microsoft.Extensions.DependencyInjection;
using SysCsv.Imports;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Security;
using SysCsv.Portal.Tests.Services;
using SysCsv.Portal.Uploads;
using SysCsv.Testing;
using SysCsv.Transports;

namespace SysCsv.Portal.Tests.Imports;

/// <summary>What was lost with a queue is sent again as the same import, and counts once.</summary>
public sealed class SendingAgainTests : PortalTestFolder
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Import_that_lost_rows_after_all_was_sent_is_sent_again_and_every_row_counts_once(int oneIn)
    {
        var queue = new LeakyQueue { LosesOneIn = oneIn };
        await using var host = await PortalHost.StartAsync(Folder, services: queue.Replace);
        var import = await host.AcceptAsync(PortalHost.Contacts(1_000));
        var stuck = await StuckAsync(host, import);

        queue.LosesOneIn = null;
        var refusal = await SendAgainAsync(host, import);

        Assert.Null(refusal);
        Assert.True(stuck.Counts.Total < 1_000);
        var completed = await host.BecomesAsync(import, PortalImportState.Completed);
        Assert.Equal((new ImportCounts(1_000, 0, 0, 0, 0), 1_000, 1_000), (completed.Counts, completed.Records, completed.Sent));
        var audited = (await host.Get<IAuditTrail>().ListAsync(null, 1, CancellationToken.None)).Items[0];
        Assert.Equal(("import.sent-again", import.ToString(), "somebody"), (audited.Action, audited.Subject, audited.Actor));
    }

    [Fact]
    public async Task Cancelled_import_that_lost_rows_is_sent_again_up_to_where_it_was_cancelled()
    {
        var queue = new LeakyQueue { LosesOneIn = 1 };
        await using var host = await PortalHost.StartAsync(Folder, configure: options => options.RowsAhead = 1_000, services: queue.Replace);
        var import = await host.AcceptAsync(PortalHost.Contacts(3_000));
        await Eventually.BecomesAsync(async () => (await host.FindAsync(import)).Message is not null, PortalHost.Patience, "the import waits for the consumers");
        await host.Imports.CancelAsync(import, PortalHost.Somebody, CancellationToken.None);
        var stuck = await StuckAsync(host, import);

        queue.LosesOneIn = null;
        Assert.Null(await SendAgainAsync(host, import));

        var cancelled = await host.BecomesAsync(import, PortalImportState.Cancelled);
        Assert.InRange(cancelled.Records!.Value, 1_000, 2_999);
        Assert.Equal((stuck.Records, cancelled.Records), (cancelled.Records, cancelled.Counts.Inserted));
    }

    [Fact]
    public async Task Import_that_is_cancelled_while_it_is_sent_again_ends_with_every_row_that_was_sent_before()
    {
        var queue = new LeakyQueue { LosesOneIn = 2 };
        await using var host = await PortalHost.StartAsync(Folder, services: queue.Replace);
        var import = await host.AcceptAsync(PortalHost.Contacts(3_000));
        await StuckAsync(host, import);
        queue.LosesOneIn = null;
        Assert.Null(await SendAgainAsync(host, import));

        await host.Imports.CancelAsync(import, PortalHost.Somebody, CancellationToken.None);

        await Eventually.BecomesAsync(async () => (await host.FindAsync(import)).Ended is not null, PortalHost.Patience, "the import ends");
        Assert.Equal(new ImportCounts(3_000, 0, 0, 0, 0), (await host.FindAsync(import)).Counts);
    }

    [Fact]
    public async Task Import_is_not_sent_again_while_the_queue_holds_rows_nor_after_its_end()
    {
        await using var host = await PortalHost.StartAsync(Folder, consumes: false);
        var import = await host.AcceptAsync(PortalHost.Contacts(10));
        await Eventually.BecomesAsync(async () => (await host.FindAsync(import)).IsSent, PortalHost.Patience, "all is sent");
        var early = await SendAgainAsync(host, import);
        await using var consumer = await PortalHost.StartAsync(Folder);
        await host.BecomesAsync(import, PortalImportState.Completed);

        var late = await SendAgainAsync(host, import);

        Assert.Contains("still holds rows", early, StringComparison.Ordinal);
        Assert.Contains("not all accounted for", late, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_whose_file_is_gone_says_so()
    {
        var queue = new LeakyQueue { LosesOneIn = 2 };
        await using var host = await PortalHost.StartAsync(Folder, services: queue.Replace);
        var import = await host.AcceptAsync(PortalHost.Contacts(10));
        await StuckAsync(host, import);

        foreach (var file in Directory.GetFiles(host.Get<StagingFolder>().Root, "*.csv"))
            File.Delete(file);

        Assert.Contains("Upload the file again", await SendAgainAsync(host, import), StringComparison.Ordinal);
        Assert.True((await host.FindAsync(import)).IsSent);
    }

    [Fact]
    public async Task Queue_that_was_deleted_is_empty_and_the_feed_says_that_it_is_missing()
    {
        var queue = new LeakyQueue { LosesOneIn = 1 };
        await using var host = await PortalHost.StartAsync(Folder, consumes: false, services: queue.Replace);
        var import = await host.AcceptAsync(PortalHost.Contacts(10));
        await StuckAsync(host, import);
        queue.IsMissing = true;
        using var patience = new CancellationTokenSource(PortalHost.Patience);

        var missing = await host.Get<IPortalFeed>().WatchAsync(patience.Token).FirstAsync(snapshot => snapshot.Depth is null, patience.Token);

        Assert.True(missing.IsQueueEmpty);
        Assert.Null(await SendAgainAsync(host, import));
    }

    [Fact]
    public async Task Checkpoint_is_swept_once_every_row_is_accounted_for()
    {
        var queue = new LeakyQueue { LosesOneIn = 2 };
        await using var host = await PortalHost.StartAsync(Folder, services: queue.Replace);
        var import = await host.AcceptAsync(PortalHost.Contacts(10));
        await StuckAsync(host, import);
        Assert.True(await IsKeptAsync());

        queue.LosesOneIn = null;
        Assert.Null(await SendAgainAsync(host, import));
        await host.Get<RunningImports>().SettleAsync([await host.BecomesAsync(import, PortalImportState.Completed)], CancellationToken.None);

        Assert.False(await IsKeptAsync());

        async Task<bool> IsKeptAsync()
        {
            var checkpoint = host.Get<StagingFolder>().CheckpointOf(import.Value);
            File.SetLastWriteTimeUtc(checkpoint, DateTime.UnixEpoch);
            await host.Get<StagingSweeper>().SweepAsync(CancellationToken.None);
            return File.Exists(checkpoint);
        }
    }

    private static Task<string?> SendAgainAsync(PortalHost host, ImportId import) =>
        host.Imports.SendAgainAsync(import, PortalHost.Somebody, CancellationToken.None);

    private static async Task<PortalImport> StuckAsync(PortalHost host, ImportId import)
    {
        await Eventually.BecomesAsync(
            async () => (await host.FindAsync(import)).IsSent && await host.Get<QueueLook>().IsEmptyAsync(CancellationToken.None),
            PortalHost.Patience, "all is sent, and the queue is empty");
        return await host.FindAsync(import);
    }

    /// <summary>The embedded transport, which loses messages that it has confirmed: as a queue does that is deleted.</summary>
    private sealed class LeakyQueue
    {
        private int _messages;

        /// <summary>Every so many of the messages are lost; null loses none.</summary>
        public int? LosesOneIn { get; set; }

        /// <summary>Whether the queue is away until a publisher makes it again.</summary>
        public bool IsMissing { get; set; }

        public void Replace(IServiceCollection services)
        {
            var inner = services.Last(service => service.ServiceType == typeof(ITransport));
            services.AddSingleton<ITransport>(provider => new Transport(this, (ITransport)inner.ImplementationFactory!(provider)));
        }

        private bool Keeps(OutgoingMessage message) => LosesOneIn is not { } one || Interlocked.Increment(ref _messages) % one != 0;

        private sealed class Transport(LeakyQueue queue, ITransport inner) : ITransport
        {
            public Task EnsureQueueAsync(CancellationToken cancellationToken)
            {
                queue.IsMissing = false;
                return inner.EnsureQueueAsync(cancellationToken);
            }

            public Task SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) =>
                messages.Where(queue.Keeps).ToList() is { Count: > 0 } kept ? inner.SendAsync(kept, cancellationToken) : Task.CompletedTask;

            public Task<IMessageReceiver> OpenReceiverAsync(int prefetch, CancellationToken cancellationToken) => inner.OpenReceiverAsync(prefetch, cancellationToken);

            public Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken) => queue.IsMissing
                ? throw new TransportException(TransportFailure.QueueMissing, "The queue was deleted.")
                : inner.GetDepthAsync(cancellationToken);

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }
    }
}
