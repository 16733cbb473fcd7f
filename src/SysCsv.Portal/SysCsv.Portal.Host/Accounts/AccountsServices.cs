using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SysCsv.Persistence.Relational;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>Registers accounts, sessions and the keys that protect them.</summary>
internal static class AccountsServices
{
    public const string SignInPath = "/account/sign-in";

    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(provider => AccountsSchema.Options(provider.GetRequiredService<IRelationalDatabase>()));
        services.AddScoped<AccountsDbContext>();
        services.AddDataProtection().SetApplicationName("SysCsv").PersistKeysToDbContext<AccountsDbContext>();
        AddIdentity(services);
        AddSessions(services);
        services.AddSingleton(new AccountLinks("/account/sign-out", "/account/password", "/account/users"));
        services.AddOpenId(configuration);
        services.AddScoped<ExternalUsers>();
        services.AddScoped<NewPasswords>();
        services.AddScoped<AccountAudit>();
        services.AddScoped<Users>();
        services.AddSingleton<SetUpConsole>();
        services.AddSingleton<SetUpLink>();
        services.AddHostedService<AccountsStart>();
        return services;
    }

    private static void AddIdentity(IServiceCollection services) =>
        services.AddIdentityCore<PortalUser>(identity =>
            {
                // Length is what counts; see NIST SP 800-63B.
                identity.Password.RequiredLength = 12;
                identity.Password.RequiredUniqueChars = 5;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
                identity.Lockout.MaxFailedAccessAttempts = 5;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddEntityFrameworkStores<AccountsDbContext>()
            .AddClaimsPrincipalFactory<UserClaims>();

    private static void AddSessions(IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<IOptions<PortalHostOptions>>((cookie, host) =>
            {
                cookie.Cookie.Name = "SysCsv.Session";
                cookie.ExpireTimeSpan = host.Value.SessionLength;
                cookie.SlidingExpiration = true;
                cookie.LoginPath = SignInPath;
                cookie.LogoutPath = "/account/sign-out";
                cookie.AccessDeniedPath = "/account/refused";
                cookie.ReturnUrlParameter = "returnUrl";
                cookie.Events.OnSigningIn = SessionEnds.BeginAsync;
                cookie.Events.OnCheckSlidingExpiration = SessionEnds.NoteAsync;
                cookie.Events.OnValidatePrincipal = SessionValidator.ValidateAsync;
                cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
                cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
            });
        string[] cookies = [IdentityConstants.ApplicationScheme, IdentityConstants.ExternalScheme];
        foreach (var scheme in cookies)
            services.Configure<CookieAuthenticationOptions>(scheme, cookie =>
            {
                cookie.CookieManager = new HostPrefixCookies();
                cookie.Cookie.Path = "/";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.IsEssential = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            });
        services.AddSingleton<SessionValidator>();
        services.AddSingleton<SessionEnds>();
        services.AddScoped<AuthenticationStateProvider, CircuitSession>();
    }

    // A browser that opens a page is led to the sign-in; whatever else asks gets a status.
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
            context.Response.Redirect(context.RedirectUri);
        else
            context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
