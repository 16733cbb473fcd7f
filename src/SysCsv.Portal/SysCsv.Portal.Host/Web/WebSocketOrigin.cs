namespace SysCsv.Portal.Host.Web;

/// <summary>Refuses what pages of other origins send to the circuits: a browser attaches cookies to a websocket whoever opens it.</summary>
internal static class WebSocketOrigin
{
    public static void UseWebSocketOriginCheck(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (!IsOfCircuit(context.Request) || IsSameOrigin(context.Request))
            return next(context);

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    private static bool IsOfCircuit(HttpRequest request) =>
        request.HttpContext.WebSockets.IsWebSocketRequest
        || request.Path.Value?.Contains("/_blazor", StringComparison.OrdinalIgnoreCase) == true;

    // A program that is no browser sends no origin, and has no cookie that it did not get itself.
    private static bool IsSameOrigin(HttpRequest request) =>
        request.Headers.Origin.All(origin =>
            string.IsNullOrEmpty(origin) || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));
}
