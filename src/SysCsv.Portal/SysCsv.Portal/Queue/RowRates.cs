using SysCsv.Imports;
using SysCsv.Portal.Imports;

namespace SysCsv.Portal.Queue;

/// <summary>Rows in and out per second, out of readings of the imports that run. Not safe for use from many threads.</summary>
/// <remarks>For an import that was not uploaded here nobody knows when the queue took its rows: they count as in when they are accounted for.</remarks>
internal sealed class RowRates(TimeSpan window)
{
    private readonly Queue<(DateTimeOffset At, long In, long Out)> _readings = new();
    private Dictionary<ImportId, (long In, long Out)> _last = [];
    private DateTimeOffset? _lastAt;
    private long _in;
    private long _out;

    /// <returns>Null until there are two readings.</returns>
    public (double In, double Out)? Add(DateTimeOffset at, IReadOnlyList<PortalImport> imports)
    {
        var now = imports.ToDictionary(import => import.Id, import => (In: import.Sent ?? import.Counts.Total, Out: import.Counts.Total));
        foreach (var import in imports)
            Add(import, now[import.Id]);
        (_last, _lastAt) = (now, at);

        _readings.Enqueue((at, _in, _out));
        while (_readings.Count > 2 && at - _readings.Peek().At > window)
            _readings.Dequeue();
        var (since, firstIn, firstOut) = _readings.Peek();
        var seconds = (at - since).TotalSeconds;
        return seconds > 0 ? ((_in - firstIn) / seconds, (_out - firstOut) / seconds) : null;
    }

    // One that began since the last reading counts whole; another that was not among them, such as after a replay, not at all.
    private void Add(PortalImport import, (long In, long Out) now)
    {
        if (!_last.TryGetValue(import.Id, out var before))
            before = import.Began >= _lastAt ? default : now;
        _in += Math.Max(0, now.In - before.In);
        _out += Math.Max(0, now.Out - before.Out);
    }
}
