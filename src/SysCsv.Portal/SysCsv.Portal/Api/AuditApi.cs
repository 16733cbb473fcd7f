using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SysCsv.Portal.Api.Models;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Api;

/// <summary>What was done: for administrators.</summary>
internal static class AuditApi
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/audit", ListAsync).Needs(PortalRight.Administer).WithTags("Session").WithSummary("Lists what was done, newest first").Produces<PageModel<AuditModel>>();

    private static async Task<IResult> ListAsync(string? after, int? size, [FromServices] IAuditTrail audit, CancellationToken cancellationToken) =>
        Results.Ok(Paging.Of(await audit.ListAsync(after, Paging.Check(size), cancellationToken), AuditModel.Of));
}
