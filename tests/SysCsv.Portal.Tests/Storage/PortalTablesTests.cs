using Microsoft.EntityFrameworkCore;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Storage;
using SysCsv.Portal.Tests.Services;

namespace SysCsv.Portal.Tests.Storage;

/// <summary>The portal's tables on every kind of store: one set of migrations, written by hand, has to fit the model on each.</summary>
public abstract class PortalTablesTests<TStore> : PortalTestFolder, IAsyncLifetime
    where TStore : IPortalStore, new()
{
    private readonly TStore _store = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [SkippableFact]
    public async Task Every_table_gives_back_what_it_took()
    {
        Skip.If(_store.SkipReason is not null, _store.SkipReason);
        await using var host = Build();
        var database = host.Get<PortalDatabase>();
        var rows = Rows(database.Now());
        await database.WriteAsync(
            async context =>
            {
                context.AddRange(rows);
                return await context.SaveChangesAsync();
            },
            CancellationToken.None);

        var read = await database.ReadAsync(
            async context => new object[]
            {
                await context.Uploads.SingleAsync(), await context.Imports.SingleAsync(), await context.Audit.SingleAsync(),
                await context.Depth.SingleAsync(), await context.ApiKeys.SingleAsync(),
            },
            CancellationToken.None);

        Assert.Equivalent(rows, read, strict: true);
    }

    [SkippableFact]
    public async Task Many_hosts_make_the_tables_at_once()
    {
        Skip.If(_store.SkipReason is not null, _store.SkipReason);
        var hosts = Enumerable.Range(0, 6).Select(_ => Build()).ToList();

        var counts = await Task.WhenAll(hosts.Select(host => Task.Run(() =>
            host.Get<PortalDatabase>().ReadAsync(context => context.Imports.CountAsync(), CancellationToken.None))));

        Assert.All(counts, count => Assert.Equal(0, count));
        foreach (var host in hosts)
            await host.DisposeAsync();
    }

    [SkippableFact]
    public async Task Import_is_accepted_sent_and_listed()
    {
        Skip.If(_store.SkipReason is not null, _store.SkipReason);
        await using var host = await PortalHost.StartAsync(Folder, store: _store.Use);

        var import = await host.AcceptAsync(PortalHost.Contacts(700));

        Assert.Equal(new ImportCounts(700, 0, 0, 0, 0), (await host.BecomesAsync(import, PortalImportState.Completed)).Counts);
        Assert.Equal([import], (await host.Imports.ListAsync(new(), CancellationToken.None)).Items.Select(item => item.Id));
    }

    [SkippableFact]
    public async Task Request_key_can_not_be_there_twice()
    {
        Skip.If(_store.SkipReason is not null, _store.SkipReason);
        await using var host = Build();
        var database = host.Get<PortalDatabase>();
        var imports = Enumerable.Range(0, 2).Select(_ => Rows(database.Now()).OfType<PortalImportRow>().Single()).ToArray();

        await Assert.ThrowsAsync<StoreException>(() => database.WriteAsync(
            async context =>
            {
                context.AddRange(imports);
                return await context.SaveChangesAsync();
            },
            CancellationToken.None));
    }

    private PortalHost Build() => PortalHost.Build(Folder, store: _store.Use);

    private static object[] Rows(DateTime now) =>
    [
        new UploadRow { Id = Guid.NewGuid(), FileName = "ä.csv", Size = 1L << 40, Sha256 = new('a', 64), Uploaded = now, UploadedBy = "ann", ImportId = Guid.NewGuid(), Removed = now },
        new PortalImportRow
        {
            Id = Guid.NewGuid(), UploadId = Guid.NewGuid(), FileName = "ä.csv", BytesTotal = 1L << 40, Policy = DuplicatePolicy.FillBlanks, Reading = "{}", ReadAs = "{\"Encoding\":\"utf-8\"}",
            State = SendingState.Paused, LeaseOwner = Guid.NewGuid().ToString(), LeaseUntil = now, RowsSent = 1L << 40, BytesSent = 2, Records = 3,
            Message = "why", Accepted = now, AcceptedBy = "ann", Ended = now, RequestKey = "key", Settled = true,
        },
        new AuditRow { Id = Guid.NewGuid(), At = now, Actor = "ann", Address = "::1", Action = "import.paused", Subject = "it", Details = "more" },
        new DepthRow { Bucket = 1_700_000_000, Ready = 1L << 40, InFlight = 2, DeadLettered = 3, Consumers = 4, RowsIn = 0.5, RowsOut = 1.25 },
        new ApiKeyRow { Id = Guid.NewGuid(), Name = "key", Hash = new('b', 64), Scope = "view", Created = now, CreatedBy = "ann", LastUsed = now, Revoked = now },
    ];
}

public sealed class SqlitePortalTablesTests : PortalTablesTests<SqlitePortalStore>;

public sealed class PortablePortalTablesTests : PortalTablesTests<PortablePortalStore>;

public sealed class PostgresPortalTablesTests : PortalTablesTests<PostgresPortalStore>;

public sealed class SqlServerPortalTablesTests : PortalTablesTests<SqlServerPortalStore>;
