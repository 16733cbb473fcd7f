using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace SysCsv.Portal.Components.Layout;

/// <summary>The frame of every page.</summary>
public partial class PortalLayout
{
    private ErrorBoundary? _boundary;
    private bool _ready;

    [Inject]
    private PortalScript Script { get; set; } = null!;

    [Inject]
    private ViewerZone Viewer { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Here => Navigation.Uri.Split('#')[0];

    protected override void OnParametersSet() => _boundary?.Recover();

    // Pages show times, so the zone comes first.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        Viewer.Set(await Script.CallAsync<string?>("zone", CancellationToken.None));
        _ready = true;
        StateHasChanged();
    }

    private void Recover() => _boundary?.Recover();
}
