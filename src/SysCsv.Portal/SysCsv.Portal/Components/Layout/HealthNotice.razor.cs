using Microsoft.AspNetCore.Components;
using SysCsv.Portal.Queue;

namespace SysCsv.Portal.Components.Layout;

/// <summary>Says on every page when broker or database are away.</summary>
public partial class HealthNotice
{
    private IReadOnlyList<PartHealth> _troubled = [];

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

    private void Show(PortalSnapshot? snapshot) =>
        _troubled = snapshot is null ? [] : [.. new[] { snapshot.Broker, snapshot.Database }.Where(part => !part.Healthy)];
}
