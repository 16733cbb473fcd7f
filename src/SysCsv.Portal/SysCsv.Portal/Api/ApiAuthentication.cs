using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Api;

/// <summary>Who uses the API: a program by its key, or whoever the application itself knows. Answers with a status and never with a page.</summary>
internal sealed class ApiAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IApiKeys keys, IAuthenticationSchemeProvider schemes)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "SysCsv.Api";

    private const string KeyHeader = "X-Api-Key";
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SecretOf(Request) is not { } secret)
            return await ByApplicationAsync();
        if (await keys.FindAsync(secret, Context.RequestAborted) is not { } key)
            return AuthenticateResult.Fail("The API key is not known or revoked.");

        var user = new ClaimsPrincipal(ApiKeyIdentity.Create(key.Id, $"API key {key.Name}", key.Scope));
        return AuthenticateResult.Success(new(user, Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return WriteAsync(StatusCodes.Status401Unauthorized, "Sign in, or send an API key in the header Authorization: Bearer.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        WriteAsync(StatusCodes.Status403Forbidden, "Your account or API key has no right to that.");

    private static string? SecretOf(HttpRequest request)
    {
        if (request.Headers[KeyHeader].ToString() is { Length: > 0 } key)
            return key;
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer + ApiKeySecret.Prefix, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : null;
    }

    private async Task<AuthenticateResult> ByApplicationAsync()
    {
        // Where the application has no scheme, this one is the default by itself.
        var scheme = await schemes.GetDefaultAuthenticateSchemeAsync();
        return scheme is null || scheme.Name == Scheme.Name ? AuthenticateResult.NoResult() : await Context.AuthenticateAsync(scheme.Name);
    }

    private Task WriteAsync(int status, string detail)
    {
        Response.Headers.CacheControl = "no-store";
        return Problems.Of(status, detail).ExecuteAsync(Context);
    }
}
