using Microsoft.AspNetCore.Components;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Queue;

namespace SysCsv.Portal.Components.Pages;

/// <summary>What goes on now, in one look.</summary>
public partial class OverviewPage
{
    private readonly ImportRates _rates = new();
    private PortalSnapshot? _now;
    private QueueTrend _trend = QueueTrend.Nothing;

    [Inject]
    private IPortalFeed Feed { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "range")]
    private string? RangeText { get; set; }

    private TrendRange Range => TrendRange.Parse(RangeText);

    private string RangeWords => Range.Words;

    private string GainedToday => _now switch
    {
        { ContactsToday: { } gained } => $"+{Format.Number(gained)} today (UTC)",
        { Database.Healthy: true } => "Being counted",
        _ => "The database does not answer",
    };

    private IReadOnlyList<PartHealth> Health => _now is { } now ? [now.Broker, now.Database] : [];

    protected override void OnInitialized() => Follow(Feed, ShowAsync);

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => LoadAsync(async cancellationToken =>
    {
        _now ??= Feed.Current;
        _trend = await QueueTrend.ReadAsync(Feed, Range, Clock, cancellationToken);
    });

    private Task ShowAsync(PortalSnapshot snapshot)
    {
        _now = snapshot;
        _rates.Add(snapshot);
        _trend = _trend.With(snapshot);
        return Task.CompletedTask;
    }

    private string Describe(PortalImport import)
    {
        var done = ImportProgress.Expected(import) is { } expected
            ? $"{Format.Number(import.Counts.Total)} of {(import.Records is null ? "about " : "")}{Format.Number(expected)} rows"
            : Format.Count(import.Counts.Total, "row");
        var rate = _rates.RateOf(import.Id) is { } known and > 0 ? $" · {Format.Rate(known)} rows/s" : "";
        var left = _rates.RemainingOf(import) is { } remaining ? $" · {Format.Duration(remaining)} left" : "";
        var message = import.Message is { } said ? $" · {said}" : "";
        return done + rate + left + message;
    }
}
