using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SysCsv.Portal.Security;

/// <summary>Registers the rights of the portal.</summary>
internal static class PortalSecurityExtensions
{
    public static IServiceCollection AddPortalSecurity(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder()
            .AddPolicy(PortalPolicies.View, policy => policy.AddRequirements(new PortalRightRequirement(PortalRight.View)))
            .AddPolicy(PortalPolicies.Operate, policy => policy.AddRequirements(new PortalRightRequirement(PortalRight.Operate)))
            .AddPolicy(PortalPolicies.Administer, policy => policy.AddRequirements(new PortalRightRequirement(PortalRight.Administer)));
        services.TryAddEnumerable(ServiceDescriptor.Transient<IAuthorizationHandler, PortalRightHandler>());
        return services;
    }
}
