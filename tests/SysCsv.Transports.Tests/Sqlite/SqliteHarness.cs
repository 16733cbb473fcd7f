using Microsoft.Data.Sqlite;
using SysCsv.Testing.Transports;
using SysCsv.Transports.Sqlite;

namespace SysCsv.Transports.Tests.Sqlite;

public sealed class SqliteHarness : ITransportHarness
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"syscsv-queue-{Guid.NewGuid():N}");

    public string? SkipReason => null;

    public int? DeliveryLimit => 4;

    public bool CanDropConnections => false;

    public Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    public Task<string> NewQueueAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Path.Combine(_folder, $"{Guid.NewGuid():N}.db"));

    public ITransport Connect(string queue) => new SqliteTransport(new EmbeddedTransportOptions { DataSource = queue, DeliveryLimit = 4 });

    public ITransport ConnectNowhere() => new SqliteTransport(new EmbeddedTransportOptions { DataSource = Path.Combine(_folder, "no", "such", "folder.db") });

    /// <summary>As if the clock had moved on while the processes that hold them were frozen.</summary>
    public async Task ExpireLocksAsync(string queue, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={queue};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        await using var expire = connection.CreateCommand();
        expire.CommandText = "UPDATE receivers SET until_ms = 0";
        await expire.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task DropConnectionsAsync(string queue, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task DeleteQueueAsync(string queue, CancellationToken cancellationToken)
    {
        foreach (var file in Directory.GetFiles(_folder, Path.GetFileName(queue) + "*"))
            File.Delete(file);
        return Task.CompletedTask;
    }
}
