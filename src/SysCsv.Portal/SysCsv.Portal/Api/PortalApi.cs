using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Api;

/// <summary>The REST API.</summary>
internal static class PortalApi
{
    public const string Path = "/api/v1";

    public static IServiceCollection AddPortalApi(this IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiAuthentication>(ApiAuthentication.SchemeName, null);
        services.AddAntiforgery();
        services.AddPortalApiDescription();
        services.TryAddSingleton<IApiKeys, ApiKeys>();
        services.TryAddSingleton<UploadedBody>();
        return services;
    }

    public static void MapPortalApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup(Path).WithMetadata(new PortalApiMetadata());
        api.AddEndpointFilter<ProblemFilter>().AddEndpointFilter<ForgeryFilter>();
        api.ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status400BadRequest);
        SessionApi.Map(api);
        AuditApi.Map(api);
        UploadApi.Map(api);
        ImportApi.Map(api);
        ContactApi.Map(api);
        QueueApi.Map(api);
        KeyApi.Map(api);
        endpoints.MapPortalApiDescription();
        endpoints.MapPortalApiReference();
    }

    /// <summary>Asks for a right in a way that answers with a status.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, PortalRight right)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(new AuthorizationPolicyBuilder(ApiAuthentication.SchemeName).AddRequirements(new PortalRightRequirement(right)).Build());
}

/// <summary>Marks the end points of the REST API.</summary>
internal sealed class PortalApiMetadata;
