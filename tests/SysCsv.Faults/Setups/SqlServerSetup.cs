using Microsoft.Data.SqlClient;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SysCsv.Persistence;
using SysCsv.Testing;

namespace SysCsv.Faults.Setups;

/// <summary>The SQL Server that SYSCSV_TEST_SQLSERVER names, with a database for each test, and RabbitMQ as the queue where there is one, else the embedded one.</summary>
public sealed class SqlServerSetup : IFaultSetup
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("SYSCSV_TEST_SQLSERVER");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("syscsv-faults-");
    private readonly List<string> _databases = [];
    private readonly NamedQueue _queue = new();
    private IHost? _host;

    public string? SkipReason => string.IsNullOrEmpty(Server) ? "SYSCSV_TEST_SQLSERVER names no SQL Server." : null;

    public IImportReader Imports => _host!.Services.GetRequiredService<IImportReader>();

    public IContactReader Contacts => _host!.Services.GetRequiredService<IContactReader>();

    public string? RestartSkipReason => SkipReason ?? "The servers are not the test's own, so it can't restart them.";

    public IReadOnlyDictionary<string, Func<Task>> Restarts { get; } = new Dictionary<string, Func<Task>>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Outage> Outages { get; } = new Dictionary<string, Outage>(StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<string, string>> CreateAsync()
    {
        _host?.Dispose();
        var name = $"syscsv_faults_{Guid.NewGuid():N}";
        await RunAsync($"CREATE DATABASE {name}");
        _databases.Add(name);

        var connection = new SqlConnectionStringBuilder(Server) { InitialCatalog = name }.ConnectionString;
        var host = Host.CreateEmptyApplicationBuilder(new());
        new SysCsvBuilder(host.Services).UseSqlServer(connection);
        _host = host.Build();
        return new Dictionary<string, string>(_queue.Create(name, _folder), StringComparer.Ordinal)
        {
            ["SysCsv:Store"] = "SqlServer",
            ["SysCsv:SqlServer:ConnectionString"] = connection,
            ["SysCsv:Publisher:CheckpointFolder"] = Path.Combine(_folder.FullName, name),
        };
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _host?.Dispose();
        SqlConnection.ClearAllPools();
        foreach (var database in _databases)
            await Eventually.BecomesAsync(() => DropAsync(database), Patience, "the database is dropped");
        await _queue.DeleteAsync();
        _folder.Delete(recursive: true);
    }

    // The server may still be about the sessions of processes that were killed.
    private static async Task<bool> DropAsync(string database)
    {
        try
        {
            await RunAsync($"DROP DATABASE {database}");
            return true;
        }
        catch (SqlException)
        {
            return false;
        }
    }

    private static async Task RunAsync(string statement)
    {
        await using var connection = new SqlConnection(new SqlConnectionStringBuilder(Server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new SqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
