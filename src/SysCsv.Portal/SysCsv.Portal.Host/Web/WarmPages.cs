using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using SysCsv.Portal.Components;
using SysCsv.Portal.Components.Pages;
using SysCsv.Portal.Host.Accounts;
using SysCsv.Portal.Queue;

namespace SysCsv.Portal.Host.Web;

/// <summary>Renders the overview to nobody, with the numbers that it reads.</summary>
internal sealed class WarmPages(IServiceScopeFactory scopes, IPortalFeed feed, SessionValidator sessions, ILoggerFactory loggers)
{
    private const string Here = "http://localhost/";

    /// <returns>False if the database is away: then there is nothing to render.</returns>
    public async Task<bool> RenderAsync(ClaimsPrincipal visitor, CancellationToken cancellationToken)
    {
        var snapshot = await feed.WatchAsync(cancellationToken).FirstAsync(cancellationToken);
        if (!snapshot.Database.Healthy)
            return false;

        // Nobody has this session; what is asked is what every session asks.
        await sessions.IsValidAsync(visitor, cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        if (services.GetRequiredService<AuthenticationStateProvider>() is IHostEnvironmentAuthenticationStateProvider authentication)
            authentication.SetAuthenticationState(Task.FromResult(new AuthenticationState(visitor)));
        if (services.GetRequiredService<NavigationManager>() is IHostEnvironmentNavigationManager navigation)
            navigation.Initialize(Here, Here);
        // Pages take no token: they stop loading when the renderer is let go of.
        await using var renderer = new HtmlRenderer(services, loggers);
        await renderer.Dispatcher.InvokeAsync(() => renderer.RenderComponentAsync<Routes>()).WaitAsync(cancellationToken);

        // Not shown by its frame before a browser has said its time zone.
        await renderer.Dispatcher.InvokeAsync(() => renderer.RenderComponentAsync<OverviewPage>()).WaitAsync(cancellationToken);
        return true;
    }
}
