using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SysCsv.Portal.Components;

/// <summary>The document around the portal. What only the request knows is handed to the circuit here.</summary>
public partial class App
{
    // Without prerendering no click is lost between the first picture and the circuit, and nothing is read twice.
    private static readonly InteractiveServerRenderMode Interactive = new(prerender: false);

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Inject]
    private IAntiforgery AntiforgeryTokens { get; set; } = null!;

    private InteractiveServerRenderMode? Mode => Http.AcceptsInteractiveRouting() ? Interactive : null;

    private string? Theme => ThemeChoice.Of(Http.Request);

    private string? Address => Http.Connection.RemoteIpAddress?.ToString();

    private string? Antiforgery => AntiforgeryTokens.GetAndStoreTokens(Http).RequestToken;

    private string BaseHref
    {
        get
        {
            var mount = Http.GetEndpoint()?.Metadata.GetMetadata<PortalMount>()?.Path ?? "";
            return $"{Http.Request.PathBase}{mount}/";
        }
    }
}
