using Microsoft.AspNetCore.Mvc;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>Maps the managing of users: for administrators.</summary>
internal static class UserEndpoints
{
    public static void Map(RouteGroupBuilder account)
    {
        var users = account.MapGroup("/users").RequireAuthorization(PortalPolicies.Administer);
        users.MapGet("", (Users page) => page.ShowAsync());
        users.MapPost("", (Users page, HttpContext context, [FromForm] string? name, [FromForm] string? role) => page.CreateAsync(context, name, role));
        users.MapPost("/{id}/role", (Users page, HttpContext context, string id, [FromForm] string? role) => page.ChangeRoleAsync(context, id, role));
        users.MapGet("/{id}/remove", (Users page, string id) => page.AskToRemoveAsync(id));
        users.MapPost("/{id}/remove", (Users page, HttpContext context, string id) => page.RemoveAsync(context, id));
        users.MapPost("/{id}/link", (Users page, HttpContext context, string id) => page.MakeLinkAsync(context, id));
    }
}
