using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SysCsv.Persistence;

namespace SysCsv.Faults.Setups;

/// <summary>The embedded default: two SQLite files in a temporary folder.</summary>
public sealed class EmbeddedSetup : IFaultSetup
{
    /// <summary>How long a dead consumer keeps its messages.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("syscsv-faults-");
    private IHost? _host;
    private int _created;

    public string? SkipReason => null;

    public IImportReader Imports => _host!.Services.GetRequiredService<IImportReader>();

    public IContactReader Contacts => _host!.Services.GetRequiredService<IContactReader>();

    public string? RestartSkipReason => "This set-up has no servers, only files.";

    public IReadOnlyDictionary<string, Func<Task>> Restarts { get; } = new Dictionary<string, Func<Task>>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Outage> Outages { get; } = new Dictionary<string, Outage>(StringComparer.Ordinal);

    public Task<IReadOnlyDictionary<string, string>> CreateAsync()
    {
        _host?.Dispose();
        var data = Path.Combine(_folder.FullName, $"{++_created}");
        Directory.CreateDirectory(data);
        var host = Host.CreateEmptyApplicationBuilder(new());
        new SysCsvBuilder(host.Services).UseSqlite($"Data Source={Path.Combine(data, "contacts.db")}");
        _host = host.Build();
        return Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SysCsv:DataFolder"] = data,
            ["SysCsv:EmbeddedTransport:DataSource"] = Path.Combine(data, "queue.db"),
            ["SysCsv:EmbeddedTransport:LeaseTime"] = LeaseTime.ToString(),
            ["SysCsv:Publisher:CheckpointFolder"] = Path.Combine(data, "checkpoints"),
        });
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _host?.Dispose();
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }
}
