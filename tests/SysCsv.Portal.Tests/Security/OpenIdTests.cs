using System.Net;
using System.Net.Http.Json;

namespace SysCsv.Portal.Tests.Security;

/// <summary>Signing in by OpenID Connect, against a provider made for the test.</summary>
public sealed class OpenIdTests
{
    [Theory]
    [InlineData("syscsv-viewer", "view")]
    [InlineData("syscsv-operator", "operate")]
    [InlineData("syscsv-administrator", "administer")]
    public async Task Somebody_known_there_comes_in_with_the_role_of_the_claim(string claim, string right)
    {
        await using var provider = await OpenIdProvider.StartAsync();
        using var app = Portal(provider);
        using var client = app.Client();

        using var answer = await SignInAsync(client, provider, claim);
        var session = await client.GetFromJsonAsync<Session>("/api/v1/session");

        Assert.Equal("/imports", answer.Headers.Location!.OriginalString);
        Assert.Equal(right, session!.Right);
        Assert.Equal("ann", session.Name);
    }

    [Fact]
    public async Task Somebody_without_a_role_here_is_not_let_in()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        using var app = Portal(provider);
        using var client = app.Client();

        using var answer = await SignInAsync(client, provider, "somebody-elses-role");
        using var session = await client.GetAsync("/api/v1/session");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, session.StatusCode);
    }

    [Fact]
    public async Task Role_is_taken_anew_and_ends_what_was_open()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        using var app = Portal(provider);
        using var old = app.Client();
        using var first = await SignInAsync(old, provider, "syscsv-administrator");
        using var client = app.Client();

        using var second = await SignInAsync(client, provider, "syscsv-viewer");

        Assert.Equal("view", (await client.GetFromJsonAsync<Session>("/api/v1/session"))!.Right);
        Assert.Equal(HttpStatusCode.Unauthorized, (await old.GetAsync("/api/v1/session")).StatusCode);
    }

    private static PortalApp Portal(OpenIdProvider provider) => new(new Dictionary<string, string?>
    {
        ["SysCsv:Portal:OpenId:Authority"] = provider.Address,
        ["SysCsv:Portal:OpenId:ClientId"] = OpenIdProvider.Client,
        ["SysCsv:Portal:OpenId:ClientSecret"] = "not a secret",
    });

    private static async Task<HttpResponseMessage> SignInAsync(HttpClient client, OpenIdProvider provider, string role)
    {
        using var challenge = await client.GetAsync("/account/external?returnUrl=%2Fimports");
        using var callback = await client.GetAsync(provider.Answer(challenge.Headers.Location!, role));
        Assert.Equal(HttpStatusCode.Found, callback.StatusCode);
        return await client.GetAsync(callback.Headers.Location!.OriginalString);
    }

    private sealed record Session(string? Name, string Right);
}
