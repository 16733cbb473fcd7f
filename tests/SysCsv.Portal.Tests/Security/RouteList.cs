using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace SysCsv.Portal.Tests.Security;

/// <summary>Every route of the host but its static files, with a path that leads to it.</summary>
internal static class RouteList
{
    public static IEnumerable<Route> Of(PortalApp app) => app.Services.GetServices<EndpointDataSource>()
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            .Select(method => new Route(endpoint, method, Path(endpoint))));

    private static string Path(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments
        .Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => Sample(parameter),
            _ => "",
        }))));

    private static string Sample(Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter)
    {
        var constraints = parameter.ParameterPolicies.Select(policy => policy.Content).ToList();
        if (constraints.Contains("guid"))
            return "01890000-0000-7000-8000-000000000000";
        return constraints.Contains("long") || constraints.Contains("int") ? "1" : "x";
    }

    internal sealed record Route(RouteEndpoint Endpoint, string Method, string Path)
    {
        public string Name => $"{Method} /{Endpoint.RoutePattern.RawText?.Trim('/')}";
    }
}
