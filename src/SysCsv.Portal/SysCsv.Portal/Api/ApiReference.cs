using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Api;

/// <summary>The readable reference of the API. Scalar's own page starts it by a script in the page, which the portal's policy forbids; this one does so by a file.</summary>
internal static class ApiReference
{
    private const string Page = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>SysCsv API</title>
            <link rel="icon" type="image/svg+xml" href="../../_content/SysCsv.Portal/icon.svg" />
        </head>
        <body>
            <div id="app"></div>
            <script src="docs/scalar/scalar.js"></script>
            <script src="../../_content/SysCsv.Portal/api-docs.js"></script>
        </body>
        </html>
        """;

    public static void MapPortalApiReference(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(PortalApi.Path + "/docs", () => Results.Content(Page, "text/html; charset=utf-8")).RequireAuthorization(PortalPolicies.View).ExcludeFromDescription();
        endpoints.MapScalarApiReference(PortalApi.Path + "/docs/scalar").RequireAuthorization(PortalPolicies.View);
    }
}
