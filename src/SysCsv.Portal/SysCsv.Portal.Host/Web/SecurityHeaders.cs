using Microsoft.Extensions.Primitives;

namespace SysCsv.Portal.Host.Web;

/// <summary>What browsers are told about every answer.</summary>
internal static class SecurityHeaders
{
    // MudBlazor sets styles in attributes; scripts come from files of this host only.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(SetAsync, context.Response);
        return next(context);
    });

    // At the last moment, so that what a framework sets of its own is replaced and not added to.
    private static Task SetAsync(object state)
    {
        var response = (HttpResponse)state;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (!IsStaticFile(response))
            response.Headers.CacheControl = new StringValues("no-store");
        return Task.CompletedTask;
    }

    private static bool IsStaticFile(HttpResponse response) =>
        response.HttpContext.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null;
}
