using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Components;

/// <summary>The pages' part of mounting the portal.</summary>
internal static class PortalComponentsExtensions
{
    public static IServiceCollection AddPortalComponents(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            mud.SnackbarConfiguration.VisibleStateDuration = 6000;
            mud.SnackbarConfiguration.ShowTransitionDuration = 100;
        });
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddScoped<ViewerZone>();
        services.TryAddScoped<PortalScript>();
        return services;
    }

    /// <summary>Maps the pages and the files they need; nobody sees a page without the right to view.</summary>
    public static void MapPortalComponents(this IEndpointRouteBuilder endpoints, string path)
    {
        endpoints.MapStaticAssets().AllowAnonymous();
        endpoints.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode()
            .WithMetadata(new PortalMount(path.TrimEnd('/')))
            .RequireAuthorization(PortalPolicies.View);
    }
}
