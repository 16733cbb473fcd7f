using SysCsv.Imports;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Tests.Services;

namespace SysCsv.Portal.Tests.Imports;

/// <summary>Several hosts on one PostgreSQL database and one staging folder.</summary>
public sealed class PostgresHostsTests : PortalTestFolder, IAsyncLifetime
{
    private readonly PostgresPortalStore _store = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [SkippableFact]
    public async Task Every_import_of_two_hosts_is_accounted_for_also_when_it_is_paused_and_cancelled_on_the_other_host()
    {
        Skip.If(_store.SkipReason is not null, _store.SkipReason);
        await using var one = await StartAsync();
        await using var two = await StartAsync();

        var imports = new List<ImportId>();
        for (var i = 0; i < 6; i++)
            imports.Add(await (i % 2 == 0 ? one : two).AcceptAsync(PortalHost.Contacts(3_000, first: (i * 3_000) + 1)));
        var paused = await two.Imports.PauseAsync(imports[4], PortalHost.Somebody, CancellationToken.None);
        var cancelled = await one.Imports.CancelAsync(imports[5], PortalHost.Somebody, CancellationToken.None);
        Assert.Equal(paused, await one.Imports.ResumeAsync(imports[4], PortalHost.Somebody, CancellationToken.None));

        foreach (var import in imports.Take(5))
            Assert.Equal(new ImportCounts(3_000, 0, 0, 0, 0), (await one.BecomesAsync(import, PortalImportState.Completed)).Counts);
        var last = await one.BecomesAsync(imports[5], cancelled ? PortalImportState.Cancelled : PortalImportState.Completed);
        Assert.Equal(last.Records, last.Counts.Total);
        Assert.Equal((5 * 3_000) + last.Counts.Inserted, await one.ContactReader.CountContactsAsync());
    }

    [SkippableFact]
    public async Task Import_of_a_host_that_died_is_taken_over_when_its_lease_ends()
    {
        Skip.If(_store.SkipReason is not null, _store.SkipReason);
        await using var dead = PortalHost.Build(Folder, store: _store.Use);
        var import = await dead.AcceptAsync(PortalHost.Contacts(2_000));
        Assert.NotNull(await dead.Get<LeasedImports>().TakeAsync("dead", false, CancellationToken.None));

        await using var host = await StartAsync();

        Assert.Equal(2_000, (await host.BecomesAsync(import, PortalImportState.Completed)).Counts.Inserted);
    }

    private Task<PortalHost> StartAsync() => PortalHost.StartAsync(Folder, configure: options => options.RowsAhead = 1_000, store: _store.Use);
}
