using System.Net;
using Microsoft.AspNetCore.Authorization;

namespace SysCsv.Portal.Tests.Security;

/// <summary>Every route that the host has, read from the host itself: a new one can't be forgotten here.</summary>
public sealed class RouteListTests(RouteListTests.App app) : IClassFixture<RouteListTests.App>
{
    /// <summary>What is open without a sign-in, besides static files. Nothing else may be.</summary>
    private static readonly string[] Open =
    [
        "GET /account/join", "GET /account/set-up", "GET /account/sign-in",
        // The files of the API reference's library, which say nothing of this portal.
        "GET /api/v1/docs/scalar/favicon.svg", "GET /api/v1/docs/scalar/scalar.aspnetcore.js", "GET /api/v1/docs/scalar/scalar.js",
        "GET /healthz/live",
        "POST /account/join", "POST /account/set-up", "POST /account/sign-in",
    ];

    [Fact]
    public void Only_liveness_sign_in_and_static_files_are_open()
    {
        var open = RouteList.Of(app.Portal).Where(route => route.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(route => route.Name);

        Assert.Equal(Open, open.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_other_route_is_closed_without_a_sign_in()
    {
        using var client = app.Portal.Bare();
        var wrong = new List<string>();

        foreach (var route in RouteList.Of(app.Portal).Where(route => !Open.Contains(route.Name)))
        {
            using var request = new HttpRequestMessage(new(route.Method), route.Path);
            using var answer = await client.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.Unauthorized)
                wrong.Add($"{route.Name} answers {(int)answer.StatusCode}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Browser_that_opens_a_closed_page_is_led_to_the_sign_in()
    {
        using var client = app.Portal.Client();

        using var answer = await client.GetAsync("/account/users");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith("/account/sign-in?returnUrl=", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Liveness_says_nothing()
    {
        using var client = app.Portal.Bare();

        using var answer = await client.GetAsync("/healthz/live");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Path_that_nobody_mapped_is_not_told_from_a_closed_one_by_its_content()
    {
        using var client = app.Portal.Bare();

        using var answer = await client.GetAsync("/no/such/page");

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.NotFound });
    }

    public sealed class App : IDisposable
    {
        public PortalApp Portal { get; } = new();

        public void Dispose() => Portal.Dispose();
    }
}
