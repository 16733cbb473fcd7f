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

    private readonly TimeProvider _clock;
    private readonly QueueLook _queue;
    private readonly string _brokerName;
    private readonly string _databaseName;
    private readonly Probe<QueueDepth> _depth;
    private readonly Probe<DatabaseReading> _database;
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
        _database = new(token => ReadAsync(running, contacts, token), "The database does not answer.", clock, logger);
    }

    public async Task<PortalSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        var asking = _depth.AskAsync(cancellationToken);
        var (reading, databaseFailure) = await _database.AskAsync(cancellationToken);
        var (depth, brokerFailure) = await asking;
        var at = _clock.GetUtcNow();
        var open = reading?.Imports.Where(import => !import.HasEnded).ToList();
        var rates = reading is null ? null : _rates.Add(at, reading.Imports);
        return new(
            at,
            brokerFailure is null ? depth : null,
            open is null ? [] : [.. open.Take(MostRunning)],
            reading?.Contacts,
            reading?.ContactsToday,
            rates?.In,
            rates?.Out,
            new(_brokerName, brokerFailure is null, brokerFailure),
            new(_databaseName, databaseFailure is null, databaseFailure))
        {
            ListsAll = open?.Count <= MostRunning && reading?.Imports.Count < RunningImports.Most,
            IsQueueEmpty = brokerFailure is null ? QueueLook.IsEmpty(depth) : _queue.IsMissing,
        };
    }

    private static async Task<DatabaseReading> ReadAsync(RunningImports running, ContactCounts contacts, CancellationToken cancellationToken)
    {
        var imports = await running.ReadAsync(cancellationToken);
        var (all, today) = await contacts.ReadAsync(cancellationToken);
        return new(imports, all, today);
    }

    private sealed record DatabaseReading(IReadOnlyList<PortalImport> Imports, long Contacts, long ContactsToday);
}
