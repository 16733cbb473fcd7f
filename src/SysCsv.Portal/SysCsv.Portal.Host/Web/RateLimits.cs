using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace SysCsv.Portal.Host.Web;

/// <summary>How often an address may try to sign in, and how often and how much at once a user or address may use the portal.</summary>
internal static class RateLimits
{
    public const string SignIn = "sign-in";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static void AddRateLimits(this IServiceCollection services, PortalHostOptions options) =>
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = TellWhenAsync;
            limiter.AddPolicy(SignIn, context => Limit(Address(context), options.SignInsPerMinute));

            // The number of requests comes last: one that is refused for another reason is not counted, and a count can't be taken back.
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                Of(IsUpload, context => AtOnce(Who(context), options.UploadsAtOnce)),
                Of(IsPage, context => AtOnce(Who(context), options.PagesAtOnce)),
                Of(IsOfApi, context => Limit(Who(context), options.ApiRequestsPerMinute)));
        });

    private static PartitionedRateLimiter<HttpContext> Of(Func<HttpRequest, bool> isLimited, Func<HttpContext, RateLimitPartition<string>> limit) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context => isLimited(context.Request) ? limit(context) : RateLimitPartition.GetNoLimiter("the others"));

    private static bool IsOfApi(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    // Both ways to send a file; the second takes small requests as well.
    private static bool IsUpload(HttpRequest request) => HttpMethods.IsPost(request.Method)
        && request.Path.Value?.TrimEnd('/') is { } path
        && (path.EndsWith("/uploads", StringComparison.OrdinalIgnoreCase) || path.EndsWith("/imports", StringComparison.OrdinalIgnoreCase));

    // The connection of an open page is one request, for as long as the page is open. Over HTTP/2 a websocket is opened by CONNECT.
    private static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsConnect(request.Method)) && request.Path.Value?.TrimEnd('/').EndsWith("/_blazor", StringComparison.OrdinalIgnoreCase) == true;

    private static RateLimitPartition<string> Limit(string key, int perMinute) =>
        RateLimitPartition.GetSlidingWindowLimiter(key, _ => new() { PermitLimit = perMinute, Window = Window, SegmentsPerWindow = 6 });

    private static RateLimitPartition<string> AtOnce(string key, int number) =>
        RateLimitPartition.GetConcurrencyLimiter(key, _ => new() { PermitLimit = number });

    private static string Who(HttpContext context) => context.User.Identity?.Name is { } user ? $"user {user}" : Address(context);

    private static string Address(HttpContext context) => $"address {context.Connection.RemoteIpAddress}";

    private static ValueTask TellWhenAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window / 6;
        context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }
}
