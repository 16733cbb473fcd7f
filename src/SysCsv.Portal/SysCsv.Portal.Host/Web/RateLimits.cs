using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace SysCsv.Portal.Host.Web;

/// <summary>How often an address may try to sign in, and a user or address may use the API.</summary>
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
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
                    ? Limit(context.User.Identity?.Name is { } user ? $"user {user}" : Address(context), options.ApiRequestsPerMinute)
                    : RateLimitPartition.GetNoLimiter("not the API"));
        });

    private static RateLimitPartition<string> Limit(string key, int perMinute) =>
        RateLimitPartition.GetSlidingWindowLimiter(key, _ => new() { PermitLimit = perMinute, Window = Window, SegmentsPerWindow = 6 });

    private static string Address(HttpContext context) => $"address {context.Connection.RemoteIpAddress}";

    private static ValueTask TellWhenAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window / 6;
        context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }
}
