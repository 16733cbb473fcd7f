using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SysCsv.Portal.Security;

/// <summary>Grants rights: to an API key by its scope, to a person by the application's policy or else by role.</summary>
internal sealed class PortalRightHandler(IOptions<PortalOptions> options, IServiceProvider services) : AuthorizationHandler<PortalRightRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PortalRightRequirement requirement)
    {
        if (options.Value.ReadOnly && requirement.Right > PortalRight.View)
            return;
        if (await RightOfAsync(context.User) >= requirement.Right)
            context.Succeed(requirement);
    }

    private async Task<PortalRight> RightOfAsync(ClaimsPrincipal user)
    {
        if (user.Identity is not { IsAuthenticated: true })
            return PortalRight.None;
        if (ApiKeyIdentity.ScopeOf(user) is { } scope)
            return scope;
        return options.Value.AuthorizationPolicy is { } policy ? await ByPolicyAsync(user, policy) : ByRole(user);
    }

    // Asked for late: the service that authorises is built from its handlers.
    private async Task<PortalRight> ByPolicyAsync(ClaimsPrincipal user, string policy)
    {
        var result = await services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(user, policy);
        return result.Succeeded ? PortalRight.Administer : PortalRight.None;
    }

    private static PortalRight ByRole(ClaimsPrincipal user) =>
        PortalRoles.All.Where(user.IsInRole).Select(PortalRoles.RightOf).DefaultIfEmpty(PortalRight.None).Max();
}
