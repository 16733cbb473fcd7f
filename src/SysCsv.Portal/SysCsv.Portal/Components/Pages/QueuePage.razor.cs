using Microsoft.AspNetCore.Components;
using SysCsv.Portal.Queue;
using SysCsv.Transports;

namespace SysCsv.Portal.Components.Pages;

/// <summary>What waits between publishers and consumers, and what could not be processed.</summary>
public partial class QueuePage
{
    private PortalSnapshot? _now;
    private QueueTrend _trend = QueueTrend.Nothing;

    [Inject]
    private IPortalFeed Feed { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "range")]
    private string? RangeText { get; set; }

    private TrendRange Range => TrendRange.Parse(RangeText);

    protected override void OnInitialized() => Follow(Feed, ShowAsync);

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => LoadAsync(async cancellationToken =>
    {
        var now = Clock.GetUtcNow();
        _now ??= Feed.Current;
        _trend = QueueTrend.Of(await Feed.HistoryAsync(now - Range.Length, cancellationToken), Range.Length, now);
    });

    private static (string Value, string Note) Oldest(QueueDepth? depth) => depth switch
    {
        null => ("–", "not known"),
        { OldestAge: null } => ("–", "the broker does not tell"),
        { OldestAge.Ticks: 0 } => ("–", "nothing waits"),
        { OldestAge: { } age } => (Format.Short(age), "in the queue"),
    };

    private Task ShowAsync(PortalSnapshot snapshot)
    {
        _now = snapshot;
        _trend = _trend.With(snapshot);
        return Task.CompletedTask;
    }
}
