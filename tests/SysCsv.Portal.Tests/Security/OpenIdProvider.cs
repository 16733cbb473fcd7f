using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SysCsv.Portal.Tests.Security;

/// <summary>A provider of OpenID Connect that knows one person: discovery, keys, and the exchange of a code with its verifier.</summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    public const string Client = "portal";

    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "test" };
    private readonly Dictionary<string, (string Role, string Nonce, string Challenge)> _codes = [];
    private readonly WebApplication _server;

    private OpenIdProvider()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    public string Address => _server.Urls.Single();

    public static async Task<OpenIdProvider> StartAsync()
    {
        var provider = new OpenIdProvider();
        await provider._server.StartAsync();
        return provider;
    }

    /// <summary>What the browser is sent back with after the person signed in here.</summary>
    public string Answer(Uri challenge, string role)
    {
        var query = QueryHelpers.ParseQuery(challenge.Query);
        Assert.Equal("S256", query["code_challenge_method"]);
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (role, query["nonce"]!, query["code_challenge"]!);
        var back = new Uri(query["redirect_uri"]!);
        return QueryHelpers.AddQueryString(back.AbsolutePath, new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] });
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task AnswerAsync(HttpContext http) => http.Request.Path.Value switch
    {
        "/.well-known/openid-configuration" => http.Response.WriteAsJsonAsync(new Dictionary<string, object>
        {
            ["issuer"] = Address, ["authorization_endpoint"] = $"{Address}/authorize", ["token_endpoint"] = $"{Address}/token", ["jwks_uri"] = $"{Address}/keys",
        }),
        "/keys" => KeysAsync(http),
        "/token" => TokenAsync(http),
        _ => throw new InvalidOperationException("The provider is asked for something else."),
    };

    private Task KeysAsync(HttpContext http)
    {
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(_key);
        return http.Response.WriteAsJsonAsync(new { keys = new[] { new { kty = key.Kty, kid = key.Kid, n = key.N, e = key.E, use = "sig", alg = "RS256" } } });
    }

    private async Task TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var (role, nonce, challenge) = _codes[form["code"]!];
        Assert.Equal(challenge, Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(form["code_verifier"]!))));
        await http.Response.WriteAsJsonAsync(new { access_token = "none", token_type = "Bearer", expires_in = 60, id_token = IdToken(role, nonce) });
    }

    private string IdToken(string role, string nonce) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Address,
        Audience = Client,
        SigningCredentials = new(_key, SecurityAlgorithms.RsaSha256),
        Claims = new Dictionary<string, object> { ["sub"] = "1", ["preferred_username"] = "ann", ["roles"] = new[] { role }, ["nonce"] = nonce },
    });
}
