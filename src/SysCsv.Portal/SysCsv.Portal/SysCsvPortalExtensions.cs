using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SysCsv.Portal;
using SysCsv.Portal.Api;
using SysCsv.Portal.Components;
using SysCsv.Portal.Security;

namespace SysCsv;

/// <summary>Mounts the portal in an ASP.NET Core application.</summary>
public static class SysCsvPortalExtensions
{
    /// <summary>Adds the portal, its REST API and the publisher of what is uploaded. Name a transport and a store next.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Changes options after the section <c>SysCsv:Portal</c> was bound.</param>
    public static SysCsvBuilder AddSysCsvPortal(this IServiceCollection services, Action<PortalOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        SysCsvServiceCollectionExtensions.AddRole(services, "AddSysCsvPortal()", needsStore: true);
        SysCsvServiceCollectionExtensions.AddOptions(services, PortalOptions.Section, configure);
        services.AddPortalServices();
        services.AddPortalSecurity();
        services.AddPortalApi();
        services.AddPortalComponents();
        return services.AddSysCsvPublisher();
    }

    /// <summary>Maps the portal's pages, its REST API and its static files.</summary>
    /// <param name="endpoints">The end points of the application.</param>
    /// <param name="path">The path under which the portal is found. Default the root.</param>
    public static IEndpointConventionBuilder MapSysCsvPortal(this IEndpointRouteBuilder endpoints, string path = "/")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var portal = endpoints.MapGroup(path);
        portal.MapPortalApi();
        portal.MapPortalComponents(endpoints, path);
        return portal;
    }
}
