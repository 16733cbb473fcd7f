using Microsoft.AspNetCore.Components;
using SysCsv.Portal.Queue;

namespace SysCsv.Portal.Components.Pages.Queue;

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
        _now ??= Feed.Current;
        _trend = await QueueTrend.ReadAsync(Feed, Range, Clock, cancellationToken);
    });

    private Task ShowAsync(PortalSnapshot snapshot)
    {
        _now = snapshot;
        _trend = _trend.With(snapshot);
        return Task.CompletedTask;
    }
}
