using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SysCsv.Transports.Sqlite;

/// <summary>What a transport and its receivers share.</summary>
internal sealed class QueueSession(EmbeddedTransportOptions options, ILogger logger, TimeProvider clock)
{
    public EmbeddedTransportOptions Options { get; } = options;

    public ILogger Logger { get; } = logger;

    public TimeProvider Clock { get; } = clock;

    public QueueWorker Worker { get; } = new(
        Path.GetFullPath(options.DataSource ?? throw new TransportException(
            TransportFailure.Misconfigured, $"{EmbeddedTransportOptions.Section}:DataSource is not set.")),
        options.BusyTimeout,
        clock);

    public QueueSignal Signal { get; } = new();

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
