using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SysCsv.Portal.Api;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Host.Web;

/// <summary>Liveness for everybody, readiness for those who may see.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        // Says that the process answers, and nothing else: no check runs, and nobody looks a key up in a database that may be away.
        endpoints.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = (_, _) => Task.CompletedTask })
            .AllowAnonymous().ShortCircuit();
        endpoints.MapHealthChecks("/healthz/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).Needs(PortalRight.View);
    }

    // The first line is what monitors know; the others tell people which part it is.
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        var parts = report.Entries.Select(part => $"{part.Key}: {part.Value.Status}. {part.Value.Description}\n");
        return context.Response.WriteAsync($"{report.Status}\n{string.Concat(parts)}", context.RequestAborted);
    }
}
