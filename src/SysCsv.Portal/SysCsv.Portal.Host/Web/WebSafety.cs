using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HttpOverrides;
using SysCsv.Portal.Api;
using SysCsv.Portal.Host.Accounts;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Host.Web;

/// <summary>Everything between the network and the end points, in its order.</summary>
internal static class WebSafety
{
    public static void AddWebSafety(this IServiceCollection services, PortalHostOptions options)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<FailureAnswers>();
        services.AddRateLimits(options);

        // What nobody thought of is closed, to programs as well as to browsers.
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder(ApiAuthentication.SchemeName)
            .AddRequirements(new PortalRightRequirement(PortalRight.View)).Build());
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "SysCsv.Antiforgery";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        services.Configure<ForwardedHeadersOptions>(forwarded => Trust(forwarded, options.TrustedProxies));
    }

    public static void UseWebSafety(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages(RefusedForms.AnswerAsync);
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        app.UseWebSocketOriginCheck();
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    private static void Trust(ForwardedHeadersOptions forwarded, IReadOnlyList<string> proxies)
    {
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        foreach (var proxy in proxies)
            forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
        forwarded.ForwardedHeaders = proxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
    }
}
