using Microsoft.AspNetCore.Components;

namespace SysCsv.Portal.Components;

/// <summary>The interactive part of the portal.</summary>
public partial class Routes
{
    /// <summary>The address that the browser comes from.</summary>
    [Parameter]
    public string? Address { get; set; }

    /// <summary>The token that a request of the browser's own carries.</summary>
    [Parameter]
    public string? Antiforgery { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    // A new document: the circuit knows nobody any more, and only a request can sign in.
    private void SignIn() => Navigation.NavigateTo(Navigation.Uri, forceLoad: true);
}
