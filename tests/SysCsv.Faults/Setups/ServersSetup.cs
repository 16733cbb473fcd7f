using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using SysCsv.Faults.Processes;
using SysCsv.Persistence;

namespace SysCsv.Faults.Setups;

/// <summary>RabbitMQ with PostgreSQL, both of the test's own and durable, so that they can be killed.</summary>
public sealed class ServersSetup : IFaultSetup
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("syscsv-faults-");
    private readonly Crowd _crowd = new();
    private IHost? _host;
    private string _rabbitMqUri = "";
    private string _postgresServer = "";
    private int _created;

    public ServersSetup()
    {
        // Ports below the range of outgoing connections, other than those of the servers that the rest of the tests share.
        var port = 29_000 + (Environment.ProcessId % 300 * 10);
        RabbitMq = new("rabbitmq.sh", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["RABBIT_PORT"] = $"{port}",
            ["RABBIT_HOME"] = Path.Combine(_folder.FullName, "rabbitmq"),
        });
        Postgres = new("postgres.sh", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PG_PORT"] = $"{port + 5}",
            ["PG_HOME"] = Path.Combine(_folder.FullName, "postgres"),
            ["PG_DURABLE"] = "1",
            ["PG_CONNECTIONS"] = "60",
        });
        Restarts = new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
        {
            ["RabbitMQ"] = () => RestartAsync(RabbitMq),
            ["PostgreSQL"] = () => RestartAsync(Postgres),
        };
        Outages = new Dictionary<string, Outage>(StringComparer.Ordinal)
        {
            ["RabbitMQ is frozen"] = new(() => SignalBrokerAsync(Signals.Freeze), () => SignalBrokerAsync(Signals.Thaw)),
            ["PostgreSQL is read-only"] = new(() => SetReadOnlyAsync("on"), () => SetReadOnlyAsync("off")),
            ["PostgreSQL has no connection left"] = new(() => _crowd.TakeAllAsync(_postgresServer, Database), _crowd.LeaveAsync),
        };
    }

    internal ServerScript RabbitMq { get; }

    internal ServerScript Postgres { get; }

    /// <summary>The database, and the queue, that the last call created.</summary>
    internal string Database => $"faults{_created}";

    public string? SkipReason { get; private set; }

    public IImportReader Imports => _host!.Services.GetRequiredService<IImportReader>();

    public IContactReader Contacts => _host!.Services.GetRequiredService<IContactReader>();

    public string? RestartSkipReason => SkipReason;

    public IReadOnlyDictionary<string, Func<Task>> Restarts { get; }

    public IReadOnlyDictionary<string, Outage> Outages { get; }

    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("SYSCSV_TEST_RABBITMQ") is null || Environment.GetEnvironmentVariable("SYSCSV_TEST_POSTGRES") is null)
        {
            SkipReason = "SYSCSV_TEST_RABBITMQ or SYSCSV_TEST_POSTGRES is not set: no servers on this machine.";
            return;
        }

        // PostgreSQL runs as a user of its own.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder.FullName, (UnixFileMode)Convert.ToInt32("755", 8));
        await RabbitMq.StartAsync();
        await Postgres.StartAsync();
        _rabbitMqUri = await RabbitMq.RunAsync("url");
        _postgresServer = await Postgres.RunAsync("url");
    }

    public async Task<IReadOnlyDictionary<string, string>> CreateAsync()
    {
        _host?.Dispose();
        _created++;
        var name = Database;
        await RunAsync($"CREATE DATABASE {name}");

        var connection = $"{_postgresServer};Database={name}";
        var host = Host.CreateEmptyApplicationBuilder(new());
        new SysCsvBuilder(host.Services).UsePostgres($"{connection};Application Name={Crowd.Watcher}");
        _host = host.Build();
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SysCsv:Transport"] = "RabbitMq",
            ["SysCsv:Store"] = "Postgres",
            ["SysCsv:RabbitMq:Uri"] = _rabbitMqUri,
            ["SysCsv:RabbitMq:Queue"] = name,
            ["SysCsv:Postgres:ConnectionString"] = connection,
            ["SysCsv:Publisher:CheckpointFolder"] = Path.Combine(_folder.FullName, name),
        };
    }

    public async Task DisposeAsync()
    {
        _host?.Dispose();
        if (SkipReason is null)
        {
            await RabbitMq.ResetAsync();
            await Postgres.ResetAsync();

            // The next set-up has its server at the same address, and the driver would use connections to this one.
            NpgsqlConnection.ClearAllPools();
        }

        if (_folder.Exists)
            _folder.Delete(recursive: true);
    }

    private async Task SignalBrokerAsync(Action<int> signal) =>
        signal(int.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "rabbitmq", "node.pid")), CultureInfo.InvariantCulture));

    // The setting holds for sessions that begin: those that there are have to end.
    private Task SetReadOnlyAsync(string value) => RunAsync(
        $"ALTER DATABASE {Database} SET default_transaction_read_only = {value}; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{Database}'");

    /// <summary>Runs a statement outside of the database of the test.</summary>
    internal async Task RunAsync(string statement)
    {
        await using var source = NpgsqlDataSource.Create(_postgresServer);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task RestartAsync(ServerScript server)
    {
        await server.KillAsync();
        await server.StartAsync();
    }
}
