using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SysCsv.Transports.Sqlite.Connections;
using SysCsv.Transports.Sqlite.Receiving;
using SysCsv.Transports.Sqlite.Tables;

namespace SysCsv.Transports.Sqlite;

/// <summary>A durable queue in a SQLite file, for any number of processes on one machine.</summary>
/// <remarks>
/// A confirmed message is on the disk: it outlives a killed process and a power cut. Calls that overlap share a transaction,
/// so that many small sends at once cost little more than one.
/// </remarks>
public sealed class SqliteTransport : ITransport, IDeadLetterQueue
{
    private readonly QueueSession _session;

    /// <summary>Creates the transport; the file is opened on first use.</summary>
    /// <param name="options">Where the queue is, and how patient.</param>
    /// <param name="logger">Hears of leases that end; nothing if null.</param>
    /// <param name="timeProvider">The clock of leases and waits; the system's if null.</param>
    /// <exception cref="TransportException"><see cref="EmbeddedTransportOptions.DataSource"/> is not set.</exception>
    public SqliteTransport(EmbeddedTransportOptions options, ILogger<SqliteTransport>? logger = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _session = new QueueSession(options, logger ?? NullLogger<SqliteTransport>.Instance, timeProvider ?? TimeProvider.System);
    }

    internal SqliteTransport(QueueSession session) => _session = session;

    /// <inheritdoc/>
    public Task EnsureQueueAsync(CancellationToken cancellationToken)
    {
        var work = new QueueWork<bool>(static file =>
        {
            QueueSchema.Ensure(file);
            return true;
        })
        { Creates = true };
        return _session.Worker.RunAsync(work, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        cancellationToken.ThrowIfCancellationRequested();
        if (messages.Count == 0)
            return;

        await _session.WriteAsync(file =>
        {
            MessageTable.Append(file, messages, _session.Now);
            return true;
        }, cancellationToken);
        _session.Arrivals.Raise();
    }

    /// <inheritdoc/>
    public async Task<IMessageReceiver> OpenReceiverAsync(int prefetch, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prefetch, 1);
        var id = await _session.WriteAsync(file => ReceiverTable.Add(file, _session.Options.LeaseTime, _session.Now), cancellationToken);
        var receiver = new SqliteReceiver(_session, id, prefetch);
        _session.Receivers.TryAdd(receiver, true);
        return receiver;
    }

    /// <inheritdoc/>
    public Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken) =>
        _session.ReadAsync(file => QueueCounts.Read(file, _session.Now), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeadLetter>> ListAsync(int max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        return _session.ReadAsync(file => DeadLetterTable.List(file, max), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<int> ReplayAsync(IReadOnlyCollection<string>? ids, CancellationToken cancellationToken)
    {
        var replayed = await _session.WriteAsync(file => DeadLetterTable.Replay(file, ids, _session.Now), cancellationToken);
        _session.Arrivals.Raise();
        return replayed;
    }

    /// <inheritdoc/>
    public Task<int> DiscardAsync(IReadOnlyCollection<string>? ids, CancellationToken cancellationToken) =>
        _session.WriteAsync(file => DeadLetterTable.Discard(file, ids), cancellationToken);

    /// <summary>Releases what the receivers hold and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var receiver in _session.Receivers.Keys)
            await receiver.DisposeAsync();
        await _session.Worker.DisposeAsync();
    }
}
