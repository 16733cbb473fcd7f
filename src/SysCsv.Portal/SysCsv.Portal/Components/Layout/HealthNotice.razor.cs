using Microsoft.AspNetCore.Components;
using SysCsv.Portal.Queue;

namespace SysCsv.Portal.Components.Layout;

/// <summary>Says on every page when broker or database are away.</summary>
public partial class HealthNotice
{
    private IReadOnlyList<PartHealth> _troubled = [];
    private bool _saysOther;

    [Inject]
    private IPortalFeed Feed { get; set; } = null!;

    protected override void OnInitialized()
    {
        Show(Feed.Current);
        Follow(Feed, snapshot =>
        {
            Show(snapshot);
            return Task.CompletedTask;
        });
    }

    // It stands on every page, and a picture goes to the browser even if nothing in it changed.
    protected override bool ShouldRender() => _saysOther;

    private void Show(PortalSnapshot? snapshot)
    {
        PartHealth[] troubled = snapshot is null ? [] : [.. new[] { snapshot.Broker, snapshot.Database }.Where(part => !part.Healthy)];
        _saysOther = !troubled.SequenceEqual(_troubled);
        _troubled = troubled;
    }
}
