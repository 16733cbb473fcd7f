using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>Registers the provider of OpenID Connect, where one is configured.</summary>
internal static class OpenId
{
    public const string Scheme = "OpenId";

    public static void AddOpenId(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(OpenIdOptions.Section);
        var settings = section.Get<OpenIdOptions>() ?? new();
        services.Configure<OpenIdOptions>(section);
        services.AddSingleton(new ExternalProvider(settings.Authority is null ? null : settings.Name));
        if (settings.Authority is null)
            return;
        if (string.IsNullOrEmpty(settings.ClientId))
            throw new SysCsvException($"{OpenIdOptions.Section}:ClientId is missing.");

        services.AddAuthentication().AddOpenIdConnect(Scheme, settings.Name, openId =>
        {
            openId.SignInScheme = IdentityConstants.ExternalScheme;
            openId.Authority = settings.Authority;
            openId.RequireHttpsMetadata = !new Uri(settings.Authority).IsLoopback;
            openId.ClientId = settings.ClientId;
            openId.ClientSecret = settings.ClientSecret;
            openId.CallbackPath = "/account/external/callback";

            // In the query, so that cookies need not be sent with a form from elsewhere; the code is worth nothing without its verifier.
            openId.ResponseType = OpenIdConnectResponseType.Code;
            openId.ResponseMode = OpenIdConnectResponseMode.Query;
            openId.UsePkce = true;
            openId.MapInboundClaims = false;
            openId.GetClaimsFromUserInfoEndpoint = true;
            openId.CorrelationCookie.SameSite = SameSiteMode.Lax;
            openId.NonceCookie.SameSite = SameSiteMode.Lax;
            openId.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            openId.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }
}
