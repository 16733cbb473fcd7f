using SysCsv.Imports;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Queue;

namespace SysCsv.Portal.Components;

/// <summary>How fast imports go, from one snapshot to the next, smoothed so that the estimate does not jump.</summary>
internal sealed class ImportRates
{
    private const double Weight = 0.3;
    private readonly Dictionary<ImportId, Reading> _readings = [];

    public void Add(PortalSnapshot snapshot)
    {
        foreach (var import in snapshot.Running)
            _readings[import.Id] = Next(_readings.GetValueOrDefault(import.Id), snapshot.At, import.Counts.Total);
        foreach (var gone in _readings.Keys.Except(snapshot.Running.Select(import => import.Id)).ToList())
            _readings.Remove(gone);
    }

    /// <summary>Rows per second; null until there are two readings.</summary>
    public double? RateOf(ImportId id) => _readings.GetValueOrDefault(id)?.Rate;

    /// <summary>How long the rest takes at this rate; null where it can't be told.</summary>
    public TimeSpan? RemainingOf(PortalImport import) =>
        import.State == PortalImportState.Running && RateOf(import.Id) is { } rate and > 0 && ImportProgress.Expected(import) is { } expected
            ? TimeSpan.FromSeconds(Math.Max(0, expected - import.Counts.Total) / rate)
            : null;

    private static Reading Next(Reading? last, DateTimeOffset at, long total)
    {
        if (last is null || at <= last.At)
            return last ?? new(at, total, Rate: null);
        var now = Math.Max(0, total - last.Total) / (at - last.At).TotalSeconds;
        return new(at, total, last.Rate is { } before ? before + Weight * (now - before) : now);
    }

    private sealed record Reading(DateTimeOffset At, long Total, double? Rate);
}
