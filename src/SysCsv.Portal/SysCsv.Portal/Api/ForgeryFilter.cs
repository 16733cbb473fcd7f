using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Api;

/// <summary>Refuses changes that a browser sends with its cookie alone: another site can make it do so.</summary>
internal sealed class ForgeryFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (IsHarmless(http.Request.Method) || ApiKeyIdentity.ScopeOf(http.User) is not null || HasBearer(http.Request) || await HasTokenAsync(http))
            return await next(context);

        var header = http.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.HeaderName;
        return Problems.Of(
            StatusCodes.Status400BadRequest,
            $"A change by a signed-in browser carries the header {header} with the token of GET /api/v1/session. Programs use an API key.");
    }

    private static bool IsHarmless(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    // No browser sends such a header on its own.
    private static bool HasBearer(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);

    private static async Task<bool> HasTokenAsync(HttpContext http)
    {
        // Without the header, the token would be looked for in the body, and the body read for that.
        var header = http.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.HeaderName;
        return header is not null && http.Request.Headers.ContainsKey(header)
            && await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
    }
}
