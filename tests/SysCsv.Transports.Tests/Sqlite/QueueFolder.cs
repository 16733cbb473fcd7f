using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using SysCsv.Transports.Sqlite;
using SysCsv.Transports.Sqlite.Connections;

namespace SysCsv.Transports.Tests.Sqlite;

/// <summary>A folder with one queue, for the tests of what only this transport has.</summary>
public abstract class QueueFolder : IDisposable
{
    protected static readonly CancellationToken None = CancellationToken.None;

    protected QueueFolder() => Directory.CreateDirectory(Folder);

    protected string Folder { get; } = Path.Combine(Path.GetTempPath(), $"syscsv-queue-{Guid.NewGuid():N}");

    protected string Queue => Path.Combine(Folder, "queue.db");

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected SqliteTransport Connect(TimeProvider? clock = null, Action<EmbeddedTransportOptions>? configure = null)
    {
        var options = new EmbeddedTransportOptions { DataSource = Queue };
        configure?.Invoke(options);
        return new SqliteTransport(options, timeProvider: clock);
    }

    internal SqliteTransport ConnectWith(Action<QueueFile> opened) =>
        new(new QueueSession(new() { DataSource = Queue }, NullLogger.Instance, TimeProvider.System, opened));

    protected static List<OutgoingMessage> Messages(int count, int size = 100) =>
        [.. Enumerable.Range(0, count).Select(number => new OutgoingMessage($"m-{number}", new byte[size]))];

    protected SqliteConnection OpenFile(string? path = null)
    {
        var connection = new SqliteConnection($"Data Source={path ?? Queue};Pooling=False");
        connection.Open();
        return connection;
    }

    protected static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    protected static async Task<TransportFailure> FailureOfAsync(Func<Task> call) =>
        (await Assert.ThrowsAsync<TransportException>(call)).Failure;
}
