using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Contacts;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Security;
using SysCsv.Portal.Storage;
using SysCsv.Portal.Uploads;
using SysCsv.Testing;

namespace SysCsv.Portal.Tests.Services;

/// <summary>A host with the portal's services on the embedded queue and SQLite, in a folder that it may share with others.</summary>
internal sealed class PortalHost : IAsyncDisposable
{
    public static readonly Actor Somebody = new("somebody", "127.0.0.1");
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IHost _host;

    private PortalHost(IHost host) => _host = host;

    public IUploads Uploads => Get<IUploads>();

    public IImports Imports => Get<IImports>();

    public IImportReader ImportReader => Get<IImportReader>();

    public IContactReader ContactReader => Get<IContactReader>();

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Builds a host over the folder; it does not run yet.</summary>
    public static PortalHost Build(
        DirectoryInfo folder, bool consumes = true, Action<PortalOptions>? configure = null, Action<IServiceCollection>? services = null, PortalTiming? timing = null,
        Action<SysCsvBuilder>? store = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton(timing ?? Fast());
        var portal = builder.Services.AddSysCsvPortal(options =>
            {
                options.StagingFolder = Path.Combine(folder.FullName, "uploads");
                configure?.Invoke(options);
            })
            .UseEmbeddedTransport(options => options.DataSource = Path.Combine(folder.FullName, "queue.db"));
        if (store is null)
            portal.UseSqlite($"Data Source={Path.Combine(folder.FullName, "contacts.db")}");
        else
            store(portal);
        builder.Services.Configure<PublisherOptions>(options => (options.SendBatchSize, options.CheckpointRows) = (100, 500));
        if (consumes)
            builder.Services.AddSysCsvConsumer();
        services?.Invoke(builder.Services);
        return new(builder.Build());
    }

    public static async Task<PortalHost> StartAsync(
        DirectoryInfo folder, bool consumes = true, Action<PortalOptions>? configure = null, Action<IServiceCollection>? services = null, PortalTiming? timing = null,
        Action<SysCsvBuilder>? store = null)
    {
        var host = Build(folder, consumes, configure, services, timing, store);
        await host._host.StartAsync();
        return host;
    }

    /// <summary>Leases that end within a test.</summary>
    public static PortalTiming Fast() => new()
    {
        Lease = TimeSpan.FromSeconds(2),
        Renew = TimeSpan.FromMilliseconds(100),
        Poll = TimeSpan.FromMilliseconds(100),
        Retry = TimeSpan.FromMilliseconds(100),
        Pace = TimeSpan.FromMilliseconds(20),
    };

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        // Stopped first, so that nothing writes into the test's folder any more.
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }

    public Task<StagedFile> UploadAsync(string text, string name = "contacts.csv") => UploadAsync(Encoding.UTF8.GetBytes(text), name);

    public async Task<StagedFile> UploadAsync(byte[] bytes, string name = "contacts.csv")
    {
        using var body = new MemoryStream(bytes);
        return await Uploads.ReceiveAsync(body, name, Somebody, CancellationToken.None);
    }

    public async Task<ImportId> AcceptAsync(string text, DuplicatePolicy policy = DuplicatePolicy.KeepLast)
    {
        var file = await UploadAsync(text);
        return await Imports.AcceptAsync(file.Id, new(new(), policy), null, Somebody, CancellationToken.None);
    }

    public async Task<PortalImport> FindAsync(ImportId import)
    {
        var found = await Imports.FindAsync(import, CancellationToken.None);
        Assert.NotNull(found);
        return found;
    }

    public async Task<PortalImport> BecomesAsync(ImportId import, PortalImportState state)
    {
        PortalImport? found = null;
        await Eventually.BecomesAsync(
            async () => (found = await FindAsync(import)).State == state, Patience, $"import is {state}");
        return found!;
    }

    /// <summary>A file of contacts, each with an e-mail of its own.</summary>
    public static string Contacts(int rows, int first = 1)
    {
        var text = new StringBuilder("Email,Name,City\n");
        for (var row = first; row < first + rows; row++)
            text.Append(CultureInfo.InvariantCulture, $"user{row}@example.com,User {row},Town {row % 10}\n");
        return text.ToString();
    }
}
