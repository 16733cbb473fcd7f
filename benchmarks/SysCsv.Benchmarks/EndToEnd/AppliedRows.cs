using System.Diagnostics.Metrics;

namespace SysCsv.Benchmarks.EndToEnd;

/// <summary>Counts the rows that the consumer of this process has applied, from its own metric: a query would cost the machine that is measured.</summary>
internal sealed class AppliedRows : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<(long Rows, TaskCompletionSource<long> Reached)> _waiting = [];
    private long _rows;

    public AppliedRows()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: SysCsvDiagnostics.Name, Name: "syscsv.rows.consumed" })
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, rows, _, _) => Add(rows));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    /// <returns>The number of rows applied when there were at least <paramref name="rows"/>.</returns>
    public Task<long> ReachAsync(long rows)
    {
        lock (_waiting)
        {
            var reached = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((rows, reached));
            Tell();
            return reached.Task;
        }
    }

    private void Add(long rows)
    {
        lock (_waiting)
        {
            _rows += rows;
            Tell();
        }
    }

    private void Tell()
    {
        foreach (var (_, reached) in _waiting.Where(waiting => waiting.Rows <= _rows))
            reached.TrySetResult(_rows);
        _waiting.RemoveAll(waiting => waiting.Rows <= _rows);
    }
}
