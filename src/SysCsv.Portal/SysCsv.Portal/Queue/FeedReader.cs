using Microsoft.Extensions.Logging;
using SysCsv.Persistence.Relational;
using SysCsv.Portal.Imports;
using SysCsv.Transports;

namespace SysCsv.Portal.Queue;

/// <summary>Reads what goes on, for everybody who wants to know. Used by one loop at a time.</summary>
internal sealed class FeedReader
{
    private const int MostRunning = 50;
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstCount = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LaterCount = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _clock;
    private readonly QueueLook _queue;
    private readonly string _brokerName;
    private readonly string _databaseName;
    private readonly Probe<QueueDepth> _depth;
    private readonly Probe<IReadOnlyList<PortalImport>> _imports;
    private readonly ContactCounts _counts;
    private readonly Probe<ContactNumbers?> _counting;
    private readonly RowRates _rates = new(RateWindow);

    public FeedReader(
        QueueLook queue, SysCsvComposition composition, IRelationalDatabase database, RunningImports running, ContactCounts contacts, TimeProvider clock,
        ILogger<FeedReader> logger)
    {
        _clock = clock;
        _queue = queue;
        _brokerName = composition.Transports.FirstOrDefault() ?? "Queue";
        _databaseName = database.Name;
        _depth = new(queue.ReadAsync, "The broker does not answer.", clock, logger);
        _imports = new(running.ReadAsync, "The database does not answer.", clock, logger);

        // Apart, and waited for only shortly: a database that counts for long is not away.
        _counts = contacts;
        _counting = new(contacts.ReadAsync, "The contacts are being counted.", clock, logger);
    }

    public async Task<PortalSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        var asking = _depth.AskAsync(cancellationToken);
        var (imports, databaseFailure) = await _imports.AskAsync(cancellationToken);
        if (databaseFailure is null)
            await _counting.AskAsync(cancellationToken, _counts.Latest is null ? FirstCount : LaterCount);
        var contacts = databaseFailure is null ? _counts.Latest : null;
        var (depth, brokerFailure) = await asking;
        var at = _clock.GetUtcNow();
        var open = imports?.Where(import => !import.HasEnded).ToList();
        var rates = imports is null ? null : _rates.Add(at, imports);
        return new(
            at,
            brokerFailure is null ? depth : null,
            open is null ? [] : [.. open.Take(MostRunning)],
            contacts?.All,
            contacts?.Today,
            rates?.In,
            rates?.Out,
            new(_brokerName, brokerFailure is null, brokerFailure),
            new(_databaseName, databaseFailure is null, databaseFailure))
        {
            ListsAll = open?.Count <= MostRunning && imports?.Count < RunningImports.Most,
            IsQueueEmpty = brokerFailure is null ? QueueLook.IsEmpty(depth) : _queue.IsMissing,
        };
    }
}
