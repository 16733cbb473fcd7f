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
        services.TryAddScoped<Pages.Uploading.SendingFiles>();
        return services;
    }

    /// <summary>Maps the pages and the files they need; nobody sees a page without the right to view.</summary>
    /// <param name="portal">The group under the path.</param>
    /// <param name="application">The end points of the application, which may serve static files of its own at the root.</param>
    public static void MapPortalComponents(this RouteGroupBuilder portal, IEndpointRouteBuilder application, string path)
    {
        var mount = path.TrimEnd('/');
        (mount.Length == 0 ? application : portal).MapStaticAssets().AllowAnonymous();
        portal.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode()
            .WithMetadata(new PortalMount(mount))
            .RequireAuthorization(PortalPolicies.View);
    }
}
