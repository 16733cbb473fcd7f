using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SysCsv.Persistence.Relational;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Storage;
using SysCsv.Portal.Tests.Components.Fakes;
using SysCsv.Portal.Tests.Services;
using SysCsv.Testing;
using SysCsv.Testing.Transports;
using SysCsv.Transports;

namespace SysCsv.Portal.Tests.Queue;

public sealed class FeedTests : PortalTestFolder
{
    private static readonly PortalTiming Quick = new()
    {
        Feed = TimeSpan.FromMilliseconds(20), Sample = TimeSpan.FromHours(1), Poll = TimeSpan.FromMilliseconds(50), Pace = TimeSpan.FromMilliseconds(20),
        Renew = TimeSpan.FromMilliseconds(50),
    };

    [Fact]
    public async Task Watcher_sees_an_import_run_and_end_and_the_contacts_that_it_brought()
    {
        await using var host = await PortalHost.StartAsync(Folder, consumes: false, options => options.RowsAhead = 1_000, timing: Quick);
        var import = await host.AcceptAsync(PortalHost.Contacts(3_000));

        var running = await SeeAsync(host, snapshot => snapshot.Running.Any(item => item.Id == import && item.Sent > 0) && snapshot.Depth?.Ready > 0);
        await using var consumer = await PortalHost.StartAsync(Folder, timing: Quick);
        var ended = await SeeAsync(host, snapshot => snapshot.Running.Count == 0 && snapshot.Contacts == 3_000);

        Assert.Equal((true, "Sqlite", null), (running.Database.Healthy, running.Database.Name, running.Database.Message));
        Assert.True(running.Broker.Healthy);
        Assert.Equal((3_000, 0), (ended.ContactsToday, ended.Depth!.Value.Ready));
        Assert.Equal(ended.At, host.Get<IPortalFeed>().Current!.At, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Nothing_is_read_while_nobody_watches()
    {
        var transport = new CountedTransport();
        await using var host = await PortalHost.StartAsync(Folder, consumes: false, services: transport.Replace, timing: Quick);
        await SeeAsync(host, _ => true);
        await Eventually.BecomesAsync(() => Task.FromResult(transport.IsIdle()), PortalHost.Patience, "the feed stops reading");

        var asked = transport.Asked;
        await SeeAsync(host, _ => true);

        Assert.True(transport.Asked > asked);
    }

    [Fact]
    public async Task Broker_that_is_away_is_said_in_words_and_the_feed_goes_on_when_it_is_back()
    {
        var transport = new CountedTransport { Fault = new(TransportFailure.Unreachable, "The broker can't be reached.") };
        await using var host = await PortalHost.StartAsync(Folder, consumes: false, services: transport.Replace, timing: Quick);

        var away = await SeeAsync(host, _ => true);
        transport.Fault = null;
        var back = await SeeAsync(host, snapshot => snapshot.Broker.Healthy);

        Assert.Equal((null, false, "The broker can't be reached."), (away.Depth, away.Broker.Healthy, away.Broker.Message));
        Assert.True(away.Database.Healthy);
        Assert.NotNull(back.Depth);
    }

    [Fact]
    public async Task Slow_watcher_gets_the_newest_snapshot_only()
    {
        await using var host = await PortalHost.StartAsync(Folder, consumes: false, timing: Quick);
        using var stop = new CancellationTokenSource();
        await using var slow = host.Get<IPortalFeed>().WatchAsync(stop.Token).GetAsyncEnumerator();
        Assert.True(await slow.MoveNextAsync());
        var first = slow.Current.At;

        await Eventually.BecomesAsync(
            () => Task.FromResult(host.Get<IPortalFeed>().Current!.At - first > TimeSpan.FromMilliseconds(300)), PortalHost.Patience, "many snapshots were read");
        Assert.True(await slow.MoveNextAsync());

        Assert.InRange(slow.Current.At, first + TimeSpan.FromMilliseconds(150), DateTimeOffset.MaxValue);
    }

    [Fact]
    public void Rates_are_of_rows_that_were_sent_and_accounted_for()
    {
        var rates = new RowRates(TimeSpan.FromSeconds(5));
        var at = DateTimeOffset.UnixEpoch;
        var id = SysCsv.Testing.Persistence.TestRows.NewImport();

        Assert.Null(rates.Add(at, [Import(id, sent: 100, total: 50, at)]));
        Assert.Equal((100, 25), rates.Add(at.AddSeconds(2), [Import(id, 300, 100, at)]));
        var other = SysCsv.Testing.Persistence.TestRows.NewImport();
        Assert.Equal((100, 25), rates.Add(at.AddSeconds(4), [Import(id, 300, 100, at), Import(other, sent: 200, total: 50, began: at.AddSeconds(3))]));
        Assert.Equal((0, 0), rates.Add(at.AddSeconds(60), [Import(other, sent: 200, total: 50, began: at.AddSeconds(3))]));
    }

    [Fact]
    public async Task Import_that_runs_is_seen_however_many_wait_behind_it()
    {
        await using var host = PortalHost.Build(Folder, consumes: false);
        var ids = await AcceptAsync(host, 60);
        await host.Get<PortalDatabase>().WriteAsync(
            context => context.Imports.Where(row => row.Id == ids[0]).ExecuteUpdateAsync(row => row.SetProperty(import => import.LeaseOwner, "me")), CancellationToken.None);

        var snapshot = await host.Get<FeedReader>().ReadAsync(CancellationToken.None);

        Assert.Equal([ids[0], .. Enumerable.Reverse(ids).Take(49)], snapshot.Running.Select(import => import.Id.Value));
        Assert.False(snapshot.ListsAll);
    }

    [Fact]
    public async Task Store_is_not_asked_about_imports_that_wait_for_their_turn()
    {
        var store = new FakeReader();
        await using var host = PortalHost.Build(Folder, consumes: false);
        var ids = await AcceptAsync(host, 3);
        await host.Get<PortalDatabase>().WriteAsync(
            context => context.Imports.Where(row => row.Id == ids[0]).ExecuteUpdateAsync(row => row.SetProperty(import => import.RowsSent, 5)), CancellationToken.None);

        await new RunningImports(host.Get<PortalDatabase>(), store).ReadAsync(CancellationToken.None);

        Assert.Equal([ids[0]], store.Sought.Select(import => import.Value));
    }

    [Fact]
    public async Task Count_that_takes_long_is_no_database_that_is_away()
    {
        var counting = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = PortalHost.Build(Folder, consumes: false);
        var feed = new FeedReader(
            host.Get<QueueLook>(), host.Get<SysCsvComposition>(), host.Get<IRelationalDatabase>(), new(host.Get<PortalDatabase>(), new FakeReader()),
            new(new SlowCount(counting.Task), TimeProvider.System), TimeProvider.System, NullLogger<FeedReader>.Instance);

        var meanwhile = await feed.ReadAsync(CancellationToken.None);
        counting.SetResult(7);
        var counted = await feed.ReadAsync(CancellationToken.None);

        Assert.Equal((true, null, null), (meanwhile.Database.Healthy, meanwhile.Database.Message, meanwhile.Contacts));
        Assert.Equal((true, 7), (counted.Database.Healthy, counted.Contacts));
    }

    private static async Task<Guid[]> AcceptAsync(PortalHost host, int number)
    {
        var rows = Enumerable.Range(0, number).Select(_ => new PortalImportRow
        {
            Id = SysCsv.Imports.ImportId.New(TimeProvider.System).Value, FileName = "many.csv", Reading = "{}", AcceptedBy = "script", RequestKey = Guid.NewGuid().ToString(),
        }).OrderBy(row => row.Id).ToList();
        await host.Get<PortalDatabase>().WriteAsync(
            context =>
            {
                context.Imports.AddRange(rows);
                return context.SaveChangesAsync();
            },
            CancellationToken.None);
        return [.. rows.Select(row => row.Id)];
    }

    private static PortalImport Import(SysCsv.Imports.ImportId id, long sent, long total, DateTimeOffset began) => new()
    {
        Id = id, State = PortalImportState.Running, Policy = default, Sent = sent, Counts = new(total, 0, 0, 0, 0), Began = began,
    };

    private static async Task<PortalSnapshot> SeeAsync(PortalHost host, Func<PortalSnapshot, bool> wanted)
    {
        using var patience = new CancellationTokenSource(PortalHost.Patience);
        await foreach (var snapshot in host.Get<IPortalFeed>().WatchAsync(patience.Token))
            if (wanted(snapshot))
                return snapshot;
        throw new InvalidOperationException("The feed ended.");
    }

    /// <summary>Counts how often the depth was asked for, and fails as it is told.</summary>
    private sealed class CountedTransport : ITransport
    {
        private readonly InMemoryTransport _inner = new();
        private int _asked;
        private int _seen = -1;

        public TransportException? Fault { get; set; }

        public int Asked => Volatile.Read(ref _asked);

        public void Replace(IServiceCollection services) => services.AddSingleton<ITransport>(this);

        // Twice the same number, asked some time apart.
        public bool IsIdle() => Interlocked.Exchange(ref _seen, Asked) == Asked;

        public Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            return Fault is null ? _inner.GetDepthAsync(cancellationToken) : throw Fault;
        }

        public Task EnsureQueueAsync(CancellationToken cancellationToken) => _inner.EnsureQueueAsync(cancellationToken);

        public Task SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) => _inner.SendAsync(messages, cancellationToken);

        public Task<IMessageReceiver> OpenReceiverAsync(int prefetch, CancellationToken cancellationToken) => _inner.OpenReceiverAsync(prefetch, cancellationToken);

        public ValueTask DisposeAsync() => _inner.DisposeAsync();
    }
}
