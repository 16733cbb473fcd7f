using System.Diagnostics;
using System.Diagnostics.Metrics;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Transports;

namespace SysCsv.Diagnostics;

/// <summary>The one <see cref="Meter"/> and <see cref="ActivitySource"/> of the engine; docs/operating.md lists what they tell.</summary>
internal sealed class SysCsvTelemetry : IDisposable
{
    // Links say which publishers a batch came from; more of them than a person reads only cost.
    private const int MaxLinks = 16;

    private readonly ActivitySource _activities = new(SysCsvDiagnostics.Name);
    private readonly Meter _meter = new(SysCsvDiagnostics.Name);
    private readonly Counter<long> _rowsPublished;
    private readonly Counter<long> _rowsConfirmed;
    private readonly UpDownCounter<long> _rowsConsumed;
    private readonly Counter<long> _rowsRepeated;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _deadLetters;
    private readonly Histogram<long> _batchSize;
    private readonly Histogram<double> _batchDuration;
    private volatile StrongBox? _depth;

    public SysCsvTelemetry()
    {
        _rowsPublished = _meter.CreateCounter<long>("syscsv.rows.published", "{row}", "Rows handed to the broker");
        _rowsConfirmed = _meter.CreateCounter<long>("syscsv.rows.confirmed", "{row}", "Rows that the broker holds");
        _rowsConsumed = _meter.CreateUpDownCounter<long>("syscsv.rows.consumed", "{row}", "Rows accounted for, by fate; a later row can change the fate of an earlier one");
        _rowsRepeated = _meter.CreateCounter<long>("syscsv.rows.repeated", "{row}", "Rows delivered again, which changed nothing");
        _retries = _meter.CreateCounter<long>("syscsv.retries", "{retry}", "Waits for something that is away, by operation");
        _deadLetters = _meter.CreateCounter<long>("syscsv.dead_letters", "{message}", "Messages sent to the dead letters");
        _batchSize = _meter.CreateHistogram<long>("syscsv.batch.size", "{message}", "Messages applied together");
        _batchDuration = _meter.CreateHistogram<double>("syscsv.batch.duration", "s", "Time from decoding a batch to its commit");
        _meter.CreateObservableGauge("syscsv.queue.depth", Depths, "{message}", "Messages in the queue, by state");
        _meter.CreateObservableGauge("syscsv.queue.oldest_age", Ages, "s", "Time that the oldest message has been in the queue without being settled");
    }

    public void Dispose()
    {
        _activities.Dispose();
        _meter.Dispose();
    }

    public Activity? StartPublish(ImportId import) =>
        _activities.StartActivity("syscsv publish", ActivityKind.Producer)?.SetTag("syscsv.import", import.ToString());

    public Activity? StartBatch(IReadOnlyList<Delivery> deliveries) => _activities.HasListeners()
        ? _activities.StartActivity(ActivityKind.Consumer, links: Links(deliveries), name: "syscsv apply")?
            .SetTag("messaging.batch.message_count", deliveries.Count)
        : null;

    public void RowsPublished(int rows) => _rowsPublished.Add(rows);

    public void RowsConfirmed(int rows) => _rowsConfirmed.Add(rows);

    public void RowsConsumed(BatchResult result)
    {
        AddFate("inserted", result.Counts.Inserted);
        AddFate("updated", result.Counts.Updated);
        AddFate("duplicate", result.Counts.Duplicate);
        AddFate("rejected", result.Counts.Rejected);
        AddFate("failed", result.Counts.Failed);
        _rowsRepeated.Add(result.Repeated);
    }

    public void Retried(string operation) => _retries.Add(1, new KeyValuePair<string, object?>("operation", operation));

    public void DeadLettered() => _deadLetters.Add(1);

    public void BatchApplied(int messages, TimeSpan duration)
    {
        _batchSize.Record(messages);
        _batchDuration.Record(duration.TotalSeconds);
    }

    public void SetDepth(QueueDepth depth) => _depth = new(depth);

    private void AddFate(string fate, long rows)
    {
        if (rows != 0)
            _rowsConsumed.Add(rows, new KeyValuePair<string, object?>("fate", fate));
    }

    private IEnumerable<Measurement<long>> Depths()
    {
        if (_depth is not { Value: var depth })
            yield break;

        yield return new(depth.Ready, State("ready"));
        if (depth.InFlight is { } inFlight)
            yield return new(inFlight, State("in_flight"));
        yield return new(depth.DeadLettered, State("dead_lettered"));
    }

    private IEnumerable<Measurement<double>> Ages()
    {
        if (_depth is { Value.OldestAge: { } age })
            yield return new(age.TotalSeconds);
    }

    private static KeyValuePair<string, object?> State(string state) => new("state", state);

    private static ActivityLink[] Links(IReadOnlyList<Delivery> deliveries) =>
    [
        .. deliveries
            .Select(delivery => delivery.TraceParent)
            .Where(parent => parent is not null)
            .Distinct(StringComparer.Ordinal)
            .Take(MaxLinks)
            .Select(parent => ActivityContext.TryParse(parent, traceState: null, isRemote: true, out var context) ? context : default)
            .Where(context => context != default)
            .Select(context => new ActivityLink(context)),
    ];

    // A struct of many bytes can't be volatile; a reference to one can.
    private sealed record StrongBox(QueueDepth Value);
}
