using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SysCsv.Transports.Sqlite.Connections;
using SysCsv.Transports.Sqlite.Receiving;

namespace SysCsv.Transports.Sqlite;

/// <summary>What a transport and its receivers share.</summary>
/// <param name="options">The settings.</param>
/// <param name="logger">The log.</param>
/// <param name="clock">The clock.</param>
/// <param name="opened">What to do with each connection that was opened, for tests.</param>
internal sealed class QueueSession(EmbeddedTransportOptions options, ILogger logger, TimeProvider clock, Action<QueueFile>? opened = null)
{
    public EmbeddedTransportOptions Options { get; } = options;

    public ILogger Logger { get; } = logger;

    public TimeProvider Clock { get; } = clock;

    public QueueWorker Worker { get; } = new(
        Path.GetFullPath(options.DataSource ?? throw new TransportException(
            TransportFailure.Misconfigured, $"{EmbeddedTransportOptions.Section}:DataSource is not set.")),
        options.BusyTimeout,
        opened);

    public ArrivalWatch Arrivals { get; } = new();

    public SuspectIsolation Suspects { get; } = new();

    public ConcurrentDictionary<SqliteReceiver, bool> Receivers { get; } = new();

    /// <summary>The clock of the machine, in milliseconds since 1970: the only one that processes and restarts share.</summary>
    public long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public Task<T> WriteAsync<T>(Func<QueueFile, T> write, CancellationToken cancellationToken) =>
        Worker.RunAsync(new QueueWork<T>(write), cancellationToken);

    public Task<T> ReadAsync<T>(Func<QueueFile, T> read, CancellationToken cancellationToken)
    {
        var work = new QueueWork<T>(read, (file, out result) =>
        {
            result = read(file);
            return true;
        });
        return Worker.RunAsync(work, cancellationToken);
    }
}
