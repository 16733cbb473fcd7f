using Microsoft.Extensions.DependencyInjection;
using SysCsv.Imports;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Tests.Services;
using SysCsv.Portal.Uploads;
using SysCsv.Testing;
using SysCsv.Testing.Transports;
using SysCsv.Transports;

namespace SysCsv.Portal.Tests.Imports;

/// <summary>What is away is waited for, in words.</summary>
public sealed class WeatherTests : PortalTestFolder
{
    [Fact]
    public async Task Import_waits_for_a_broker_that_is_away_says_so_and_goes_on()
    {
        var broker = new Broker { IsAway = true };
        await using var host = await PortalHost.StartAsync(Folder, consumes: false, services: broker.Replace);
        var import = await host.AcceptAsync(PortalHost.Contacts(300));
        await Eventually.BecomesAsync(
            async () => (await host.FindAsync(import)).Message is { } message && message.Contains("broker is away", StringComparison.Ordinal),
            PortalHost.Patience, "the import says what it waits for");

        broker.IsAway = false;
        await using var consumer = await PortalHost.StartAsync(Folder);

        var completed = await host.BecomesAsync(import, PortalImportState.Completed);
        Assert.Equal((300, null), (completed.Counts.Inserted, completed.Message));
    }

    [Fact]
    public async Task Import_that_waits_for_its_consumers_says_that_it_is_the_broker_while_that_is_away()
    {
        var broker = new Broker();
        await using var host = await PortalHost.StartAsync(Folder, consumes: false, options => options.RowsAhead = 1_000, broker.Replace);
        var import = await host.AcceptAsync(PortalHost.Contacts(3_000));
        await SaysAsync("Sending waits for the consumers");

        broker.IsAway = true;
        await SaysAsync("Sending waits for the broker. The broker is away.");
        broker.IsAway = false;
        await SaysAsync("Sending waits for the consumers");

        Task SaysAsync(string words) => Eventually.BecomesAsync(
            async () => (await host.FindAsync(import)).Message?.StartsWith(words, StringComparison.Ordinal) ?? false, PortalHost.Patience, $"the import says '{words}'");
    }

    [Fact]
    public async Task Import_whose_queue_is_deleted_while_it_waits_for_its_consumers_is_sent_again_from_its_beginning()
    {
        var broker = new Broker { Queue = new InMemoryTransport() };
        await using var host = await PortalHost.StartAsync(Folder, consumes: false, options => options.RowsAhead = 1_000, broker.Replace);
        var import = await host.AcceptAsync(PortalHost.Contacts(3_000));
        await Eventually.BecomesAsync(
            async () => (await host.FindAsync(import)).Message?.StartsWith("Sending waits for the consumers", StringComparison.Ordinal) ?? false,
            PortalHost.Patience, "the import waits for its consumers");

        await using var again = new InMemoryTransport();
        broker.Queue = again;

        await Eventually.BecomesAsync(
            async () => await RowsInAsync(again) > 1_000, PortalHost.Patience, "the rows come again");
        await using var receiver = await again.OpenReceiverAsync(1, default);
        Assert.EndsWith("-start", Assert.Single(await receiver.ReceiveAsync(1, PortalHost.Patience, default)).MessageId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Portal_starts_while_its_database_is_away_and_says_so()
    {
        var missing = Path.Combine(Folder.FullName, "later");
        await using var host = await PortalHost.StartAsync(
            Folder, consumes: false, store: builder => builder.UseSqlite($"Data Source={Path.Combine(missing, "contacts.db")}"));
        using var patience = new CancellationTokenSource(PortalHost.Patience);
        await using var watch = host.Get<IPortalFeed>().WatchAsync(patience.Token).GetAsyncEnumerator(CancellationToken.None);
        Assert.True(await watch.MoveNextAsync());
        var away = watch.Current;

        Directory.CreateDirectory(missing);
        while (watch.Current.Contacts is null)
            Assert.True(await watch.MoveNextAsync());

        Assert.Equal((false, null), (away.Database.Healthy, away.Contacts));
        Assert.NotEmpty(away.Database.Message!);
        Assert.Equal((true, 0), (watch.Current.Database.Healthy, watch.Current.Contacts));
    }

    [Fact]
    public async Task File_that_is_not_in_the_folder_of_this_host_is_waited_for()
    {
        await using var host = await PortalHost.StartAsync(Folder, configure: options => options.RowsAhead = 1_000);
        var file = await host.UploadAsync(PortalHost.Contacts(10));
        var path = host.Get<StagingFolder>().FileOf(file.Id);
        File.Move(path, $"{path}.elsewhere");
        var import = await host.Imports.AcceptAsync(file.Id, new(new(), default), null, PortalHost.Somebody, CancellationToken.None);
        await Eventually.BecomesAsync(async () => (await host.FindAsync(import)).Message is not null, PortalHost.Patience, "the import says what it waits for");

        File.Move($"{path}.elsewhere", path);

        Assert.Equal(10, (await host.BecomesAsync(import, PortalImportState.Completed)).Counts.Inserted);
    }

    [Fact]
    public async Task Import_whose_file_is_lost_can_be_cancelled()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var file = await host.UploadAsync(PortalHost.Contacts(10));
        File.Delete(host.Get<StagingFolder>().FileOf(file.Id));
        var import = await host.Imports.AcceptAsync(file.Id, new(new(), default), null, PortalHost.Somebody, CancellationToken.None);

        Assert.True(await host.Imports.CancelAsync(import, PortalHost.Somebody, CancellationToken.None));

        Assert.Contains("gone", (await host.BecomesAsync(import, PortalImportState.Refused)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_whose_file_is_lost_with_the_whole_folder_can_be_cancelled()
    {
        await using var host = await PortalHost.StartAsync(Folder);
        var file = await host.UploadAsync(PortalHost.Contacts(10));
        Directory.Delete(host.Get<StagingFolder>().Root, recursive: true);
        var import = await host.Imports.AcceptAsync(file.Id, new(new(), default), null, PortalHost.Somebody, CancellationToken.None);

        Assert.True(await host.Imports.CancelAsync(import, PortalHost.Somebody, CancellationToken.None));

        Assert.Contains("gone", (await host.BecomesAsync(import, PortalImportState.Refused)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_whose_file_is_lost_after_rows_were_sent_runs_no_more_once_it_is_cancelled()
    {
        await using var host = await PortalHost.StartAsync(Folder, consumes: false, options => options.RowsAhead = 1_000);
        var file = await host.UploadAsync(PortalHost.Contacts(3_000));
        var import = await host.Imports.AcceptAsync(file.Id, new(new(), default), null, PortalHost.Somebody, CancellationToken.None);
        await Eventually.BecomesAsync(async () => (await host.FindAsync(import)).Message is not null, PortalHost.Patience, "the import waits for the consumers");
        await host.Imports.PauseAsync(import, PortalHost.Somebody, CancellationToken.None);
        await Eventually.BecomesAsync(
            async () => (await host.FindAsync(import)).State == PortalImportState.Paused, PortalHost.Patience, "the import is paused");
        File.Delete(host.Get<StagingFolder>().FileOf(file.Id));
        await using var consumer = await PortalHost.StartAsync(Folder);
        await Eventually.BecomesAsync(
            async () => await host.ImportReader.FindImportAsync(import) is { Counts.Total: >= 900 }, PortalHost.Patience, "the rows that were sent are applied");

        Assert.True(await host.Imports.CancelAsync(import, PortalHost.Somebody, CancellationToken.None));
        await host.BecomesAsync(import, PortalImportState.Refused);

        Assert.Equal(import, Assert.Single(await host.ImportReader.ListRunningImportsAsync()).Id);
        Assert.Empty(await host.Get<RunningImports>().ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Cancelled_import_does_not_wait_for_others_to_be_sent()
    {
        await using var host = await PortalHost.StartAsync(Folder, consumes: false, options => options.RowsAhead = 1_000);
        var imports = new List<ImportId>();
        for (var i = 0; i < 3; i++)
            imports.Add(await host.AcceptAsync(PortalHost.Contacts(3_000, first: (i * 3_000) + 1)));
        await Eventually.BecomesAsync(async () => (await host.FindAsync(imports[1])).Message is not null, PortalHost.Patience, "two imports wait for the consumers");
        Assert.Equal(PortalImportState.Waiting, (await host.FindAsync(imports[2])).State);

        await host.Imports.CancelAsync(imports[2], PortalHost.Somebody, CancellationToken.None);

        await Eventually.BecomesAsync(async () => (await host.FindAsync(imports[2])).Records == 0, PortalHost.Patience, "the third is ended");
    }

    private static async Task<long> RowsInAsync(InMemoryTransport queue)
    {
        try
        {
            return (await queue.GetDepthAsync(default)).Ready;
        }
        catch (TransportException exception) when (exception.Failure == TransportFailure.QueueMissing)
        {
            return 0;
        }
    }

    /// <summary>The embedded transport behind a switch.</summary>
    private sealed class Broker
    {
        public bool IsAway { get; set; }

        /// <summary>What is there in place of the embedded transport; null leaves it.</summary>
        public ITransport? Queue { get; set; }

        public void Replace(IServiceCollection services)
        {
            var inner = services.Last(service => service.ServiceType == typeof(ITransport));
            services.AddSingleton<ITransport>(provider => new Switched(this, (ITransport)inner.ImplementationFactory!(provider)));
        }

        private sealed class Switched(Broker broker, ITransport inner) : ITransport
        {
            private ITransport Inner => broker.IsAway ? throw new TransportException(TransportFailure.Unreachable, "The broker is away.") : broker.Queue ?? inner;

            public Task EnsureQueueAsync(CancellationToken cancellationToken) => Inner.EnsureQueueAsync(cancellationToken);

            public Task SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) => Inner.SendAsync(messages, cancellationToken);

            public Task<IMessageReceiver> OpenReceiverAsync(int prefetch, CancellationToken cancellationToken) => Inner.OpenReceiverAsync(prefetch, cancellationToken);

            public Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken) => Inner.GetDepthAsync(cancellationToken);

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }
    }
}
