using SysCsv.Imports;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Storage;
using SysCsv.Portal.Tests.Services;
using SysCsv.Publishing;
using SysCsv.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace SysCsv.Portal.Tests.Imports;

public sealed class TakingOverTests : PortalTestFolder
{
    [Fact]
    public async Task Import_of_a_host_that_died_is_taken_over_from_its_checkpoint_when_the_lease_ends()
    {
        var (import, checkpoint) = await BeginAsync(6_000);
        await using (var dead = PortalHost.Build(Folder))
            await TakeAsync(dead, import);
        await File.WriteAllBytesAsync(CheckpointOf(import), checkpoint);
        var publishers = new CountingPublishers();

        await using var host = await PortalHost.StartAsync(Folder, services: publishers.Add);

        var completed = await host.BecomesAsync(import, PortalImportState.Completed);
        Assert.Equal(new ImportCounts(6_000, 0, 0, 0, 0), completed.Counts);
        Assert.InRange(Assert.Single(publishers.Reports).ResumedAfter, 1, 1_000);
    }

    [Fact]
    public async Task Lease_that_has_not_ended_is_respected()
    {
        await using var owner = PortalHost.Build(Folder);
        var import = await owner.AcceptAsync(PortalHost.Contacts(10));
        await TakeAsync(owner, import);

        Assert.Null(await owner.Get<LeasedImports>().TakeAsync("another", false, CancellationToken.None));
        Assert.Null(await owner.Get<LeasedImports>().RenewAsync(import.Value, "another", new(0, 0), CancellationToken.None));
        Assert.False(await owner.Get<LeasedImports>().EndAsync(import.Value, "another", new(10, 0), SendingState.Sent, 10, null, CancellationToken.None));
        Assert.Equal(SendingState.Accepted, await owner.Get<LeasedImports>().RenewAsync(import.Value, "dead", new(0, 0), CancellationToken.None));
    }

    [Fact]
    public async Task Two_hosts_publish_each_import_once()
    {
        var publishers = new CountingPublishers();
        await using var one = await PortalHost.StartAsync(Folder, services: publishers.Add);
        await using var two = await PortalHost.StartAsync(Folder, services: publishers.Add);

        var imports = new List<ImportId>();
        for (var i = 0; i < 8; i++)
            imports.Add(await (i % 2 == 0 ? one : two).AcceptAsync(PortalHost.Contacts(200, first: (i * 200) + 1)));
        foreach (var import in imports)
            Assert.Equal(200, (await one.BecomesAsync(import, PortalImportState.Completed)).Counts.Inserted);

        Assert.Equal(imports.Order(), publishers.Reports.Select(report => report.Import).Order());
    }

    [Fact]
    public async Task Host_that_stops_gives_its_imports_back_at_once()
    {
        var (import, _) = await BeginAsync(6_000);
        await using var host = PortalHost.Build(Folder);

        Assert.NotNull(await host.Get<LeasedImports>().TakeAsync("next", false, CancellationToken.None));
        Assert.True((await host.FindAsync(import)).Sent > 0);
    }

    // Sends a part, and keeps what the checkpoint held before the host stopped: what a kill would have left.
    private async Task<(ImportId Import, byte[] Checkpoint)> BeginAsync(int rows)
    {
        await using var host = await PortalHost.StartAsync(Folder, consumes: false, options => options.RowsAhead = 1_000);
        var import = await host.AcceptAsync(PortalHost.Contacts(rows));
        await Eventually.BecomesAsync(
            async () => (await host.FindAsync(import)).Message is not null, PortalHost.Patience, "the publisher waits for the consumers");
        var checkpoint = await File.ReadAllBytesAsync(CheckpointOf(import));
        await host.StopAsync();
        return (import, checkpoint);
    }

    private string CheckpointOf(ImportId import) => Path.Combine(Folder.FullName, "uploads", "checkpoints", $"{import.Value:N}.json");

    private static async Task TakeAsync(PortalHost host, ImportId import)
    {
        var taken = await host.Get<LeasedImports>().TakeAsync("dead", false, CancellationToken.None);
        Assert.Equal(import.Value, taken?.Id);
    }

    /// <summary>Notes what every host of a test published.</summary>
    private sealed class CountingPublishers
    {
        private readonly List<PublishReport> _reports = [];

        public IReadOnlyList<PublishReport> Reports
        {
            get
            {
                lock (_reports)
                    return [.. _reports];
            }
        }

        public void Add(IServiceCollection services)
        {
            var inner = services.Last(service => service.ServiceType == typeof(IImportPublisher));
            services.Remove(inner);
            services.AddSingleton(inner.ImplementationType!);
            services.AddSingleton<IImportPublisher>(provider => new Publisher(this, (IImportPublisher)provider.GetRequiredService(inner.ImplementationType!)));
        }

        private void Note(PublishReport report)
        {
            lock (_reports)
                _reports.Add(report);
        }

        private sealed class Publisher(CountingPublishers owner, IImportPublisher inner) : IImportPublisher
        {
            public async Task<PublishReport> PublishFileAsync(
                string path, PublishRequest? request = null, IProgress<PublishProgress>? progress = null, CancellationToken cancellationToken = default)
            {
                var report = await inner.PublishFileAsync(path, request, progress, cancellationToken);
                owner.Note(report);
                return report;
            }

            public Task<PublishReport> PublishAsync(
                Stream stream, PublishRequest? request = null, IProgress<PublishProgress>? progress = null, CancellationToken cancellationToken = default) =>
                inner.PublishAsync(stream, request, progress, cancellationToken);
        }
    }
}
