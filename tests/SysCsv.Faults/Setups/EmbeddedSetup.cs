using Microsoft.Extensions.DependencyInjection;
using SysCsv.Persistence;

namespace SysCsv.Faults.Setups;

/// <summary>The embedded default: two SQLite files in a temporary folder.</summary>
public sealed class EmbeddedSetup : IFaultSetup
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("syscsv-faults-");
    private ServiceProvider? _services;
    private int _created;

    public string? SkipReason => null;

    public IImportReader Reader => _services!.GetRequiredService<IImportReader>();

    public IReadOnlyDictionary<string, Func<Task>> Restarts { get; } = new Dictionary<string, Func<Task>>(StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<string, string>> CreateAsync()
    {
        await DisposeServicesAsync();
        var data = Path.Combine(_folder.FullName, $"{++_created}");
        Directory.CreateDirectory(data);
        var services = new ServiceCollection().AddLogging();
        new SysCsvBuilder(services).UseSqlite($"Data Source={Path.Combine(data, "contacts.db")}");
        _services = services.BuildServiceProvider();
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SysCsv:DataFolder"] = data,
            ["SysCsv:EmbeddedTransport:DataSource"] = Path.Combine(data, "queue.db"),
            ["SysCsv:EmbeddedTransport:LeaseTime"] = "00:00:05",
            ["SysCsv:Publisher:CheckpointFolder"] = Path.Combine(data, "checkpoints"),
        };
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await DisposeServicesAsync();
        _folder.Delete(recursive: true);
    }

    private async Task DisposeServicesAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
    }
}
