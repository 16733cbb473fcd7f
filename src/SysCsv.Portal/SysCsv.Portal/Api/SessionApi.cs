using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SysCsv.Portal.Api.Models;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Api;

/// <summary>Who asks.</summary>
internal static class SessionApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/session", GetAsync).Needs(PortalRight.View).WithTags("Session").WithSummary("Says who asks, and gives a browser its token for changes").Produces<SessionModel>();
    }

    private static async Task<IResult> GetAsync(HttpContext http, [FromServices] IAuthorizationService authorization, [FromServices] IAntiforgery antiforgery)
    {
        var right = PortalRight.None;
        foreach (var asked in new[] { PortalRight.View, PortalRight.Operate, PortalRight.Administer })
            if ((await authorization.AuthorizeAsync(http.User, null, new PortalRightRequirement(asked))).Succeeded)
                right = asked;
        var token = ApiKeyIdentity.ScopeOf(http.User) is null ? antiforgery.GetAndStoreTokens(http) : null;
        return Results.Ok(new SessionModel(http.User.Identity?.Name, Text.Of(right), token?.HeaderName, token?.RequestToken));
    }
}
