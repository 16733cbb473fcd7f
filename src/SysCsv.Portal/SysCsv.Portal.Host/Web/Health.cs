using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using SysCsv.Portal.Api;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Host.Web;

/// <summary>Liveness for everybody, readiness for those who may see.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        // Says that the process answers, and nothing else: no check runs.
        endpoints.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = (_, _) => Task.CompletedTask }).AllowAnonymous();
        endpoints.MapHealthChecks("/healthz/ready").Needs(PortalRight.View);
    }
}
