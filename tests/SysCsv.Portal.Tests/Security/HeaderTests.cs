using System.Net;

namespace SysCsv.Portal.Tests.Security;

public sealed class HeaderTests(RouteListTests.App app) : IClassFixture<RouteListTests.App>
{
    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/api/v1/session")]
    [InlineData("/")]
    [InlineData("/account/account.css")]
    public async Task Every_answer_forbids_foreign_scripts_frames_and_sniffing(string path)
    {
        using var client = app.Portal.Client();

        using var answer = await client.GetAsync(path);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Personal_pages_are_kept_by_no_cache()
    {
        using var client = await app.Portal.SignedInAsync("administrator");

        foreach (var path in new[] { "/", "/account/users", "/api/v1/imports" })
        {
            using var answer = await client.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(answer.Headers.CacheControl!.NoStore, path);
        }
    }

    [Fact]
    public async Task Secure_host_asks_to_be_used_securely_only()
    {
        using var secure = new PortalApp();
        using var client = secure.Client();
        client.BaseAddress = new("https://portal.example");

        using var answer = await client.GetAsync("/account/sign-in");

        Assert.Contains("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_hold_no_script_of_their_own()
    {
        using var client = await app.Portal.SignedInAsync("administrator");

        foreach (var path in new[] { "/", "/account/users", "/account/sign-in", "/account/password", "/api/v1/docs" })
        {
            var page = await client.GetStringAsync(path);
            Assert.DoesNotMatch(@"<script(?![^>]*\ssrc=)[^>]*>", page);
            Assert.DoesNotMatch(@"\son[a-z]+=""", page);
        }
    }

    [Fact]
    public async Task Page_of_another_origin_can_not_open_a_circuit()
    {
        using var client = await app.Portal.SignedInAsync("administrator");

        using var foreign = await client.SendAsync(Negotiate("https://evil.invalid"));
        using var own = await client.SendAsync(Negotiate("https://localhost"));

        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);

        static HttpRequestMessage Negotiate(string origin) =>
            new(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1") { Headers = { { "Origin", origin } } };
    }

    [Theory]
    [InlineData("https://localhost", "https://evil.invalid")]
    [InlineData("https://evil.invalid", "https://localhost")]
    [InlineData("https://localhost, https://evil.invalid")]
    public async Task Page_that_names_its_own_origin_beside_another_can_not_open_a_circuit(params string[] origins)
    {
        ArgumentNullException.ThrowIfNull(origins);
        using var client = await app.Portal.SignedInAsync("administrator");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        foreach (var origin in origins)
            Assert.True(request.Headers.TryAddWithoutValidation("Origin", origin));

        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Circuit_is_closed_without_a_sign_in()
    {
        using var client = app.Portal.Bare();

        using var answer = await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
