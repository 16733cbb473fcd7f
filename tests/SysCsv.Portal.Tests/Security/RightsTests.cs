using System.Net;
using System.Net.Http.Json;

namespace SysCsv.Portal.Tests.Security;

/// <summary>Rights are enforced where things are done, on every route that the host has.</summary>
public sealed class RightsTests(RouteListTests.App app) : IClassFixture<RouteListTests.App>
{
    /// <summary>What changes nothing though it is posted.</summary>
    private static readonly string[] Harmless =
    [
        "POST /api/v1/contacts/search", "POST /api/v1/contacts/export", "POST /api/v1/uploads/{id:guid}/preview",
        "POST /account/sign-in", "POST /account/set-up", "POST /account/join",
    ];

    /// <summary>What everybody may change: his own session and password.</summary>
    private static readonly string[] Own = ["POST /account/sign-out", "POST /account/password"];

    [Fact]
    public async Task Every_changing_route_refuses_a_viewer()
    {
        using var viewer = await app.Portal.WithKeyAsync("view");
        using var browser = await app.Portal.SignedInAsync("viewer");
        var wrong = new List<string>();

        foreach (var route in RouteList.Of(app.Portal).Where(IsChange))
        {
            using var answer = await (route.Path.StartsWith("/api/", StringComparison.Ordinal) ? viewer : browser).SendAsync(new(new(route.Method), route.Path));
            var refused = answer.StatusCode == HttpStatusCode.Forbidden
                || (answer.StatusCode == HttpStatusCode.BadRequest && !route.Path.StartsWith("/api/", StringComparison.Ordinal));
            if (!refused)
                wrong.Add($"{route.Name} answers {(int)answer.StatusCode}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Every_route_of_administrators_refuses_an_operator()
    {
        using var client = await app.Portal.WithKeyAsync("operate");
        string[] paths = ["/api/v1/keys", "/api/v1/audit"];

        foreach (var path in paths)
            Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.DeleteAsync("/api/v1/contacts/1")).StatusCode);
        using var browser = await app.Portal.SignedInAsync("operator");
        Assert.Equal("/account/refused", (await browser.GetAsync("/account/users")).Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task Revoked_key_opens_nothing_from_then_on()
    {
        using var client = await app.Portal.WithKeyAsync("administer");
        var keys = await client.GetFromJsonAsync<List<Key>>("/api/v1/keys");
        var mine = keys!.First(key => key.Revoked is null && key.Scope == "administer");

        using var revoked = await client.DeleteAsync($"/api/v1/keys/{mine.Id}");
        using var after = await client.GetAsync("/api/v1/session");

        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task Secret_of_a_key_is_shown_once_and_stored_nowhere()
    {
        using var client = await app.Portal.WithKeyAsync("administer");

        using var answer = await client.PostAsJsonAsync("/api/v1/keys", new { name = "nightly import", scope = "operate" });
        var secret = (await answer.Content.ReadFromJsonAsync<NewKey>())!.Secret;
        var list = await client.GetStringAsync("/api/v1/keys");

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.True(secret.Length >= 50);
        Assert.DoesNotContain(secret, list, StringComparison.Ordinal);
        Assert.Empty(await FolderSearch.FilesWithAsync(app.Portal.Folder, secret));
        Assert.NotEmpty(await FolderSearch.FilesWithAsync(app.Portal.Folder, "nightly import"));
        Assert.DoesNotContain(app.Portal.Logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Key_goes_by_its_own_header_too_which_counts_if_both_come()
    {
        using var administrator = await app.Portal.WithKeyAsync("administer");
        using var made = await administrator.PostAsJsonAsync("/api/v1/keys", new { name = "behind a proxy", scope = "view" });
        using var client = app.Portal.Bare();
        client.DefaultRequestHeaders.Add("X-Api-Key", (await made.Content.ReadFromJsonAsync<NewKey>())!.Secret);

        using var alone = await client.GetAsync("/api/v1/session");
        client.DefaultRequestHeaders.Authorization = administrator.DefaultRequestHeaders.Authorization;
        using var both = await client.GetAsync("/api/v1/keys");

        Assert.Equal(HttpStatusCode.OK, alone.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, both.StatusCode);
    }

    [Fact]
    public async Task Guessed_key_is_refused()
    {
        using var client = app.Portal.Bare();
        client.DefaultRequestHeaders.Add("X-Api-Key", "syscsv_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

        using var answer = await client.GetAsync("/api/v1/session");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Browser_that_sends_no_token_changes_nothing()
    {
        using var client = await app.Portal.SignedInAsync("administrator");

        using var without = await client.PostAsJsonAsync("/api/v1/keys", new { name = "forged", scope = "administer" });
        using var wrong = await client.SendAsync(Change("forged"));
        using var right = await client.SendAsync(Change((await client.GetFromJsonAsync<Session>("/api/v1/session"))!.AntiforgeryToken!));

        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Created, right.StatusCode);

        static HttpRequestMessage Change(string token) => new(HttpMethod.Post, "/api/v1/keys")
        {
            Content = JsonContent.Create(new { name = "by hand", scope = "view" }),
            Headers = { { "RequestVerificationToken", token } },
        };
    }

    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/account/sign-out")]
    [InlineData("/account/password")]
    [InlineData("/account/users")]
    [InlineData("/account/users/{0}/role")]
    [InlineData("/account/users/{0}/remove")]
    [InlineData("/account/users/{0}/link")]
    public async Task Form_without_its_token_is_refused(string path)
    {
        using var client = await app.Portal.SignedInAsync("administrator");
        var action = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, await app.Portal.IdOfAsync(await app.Portal.AddUserAsync("viewer")));
        using var form = new FormUrlEncodedContent([new("name", "forged"), new("role", "administrator")]);

        using var answer = await client.PostAsync(action, form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_ask_again()
    {
        using var strict = new PortalApp(new Dictionary<string, string?> { ["SysCsv:Portal:ApiRequestsPerMinute"] = "2" });
        using var client = await strict.WithKeyAsync("view");
        using var first = await client.GetAsync("/api/v1/session");
        using var second = await client.GetAsync("/api/v1/session");

        using var third = await client.GetAsync("/api/v1/session");
        using var page = await client.GetAsync("/account/sign-in");

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.Equal("application/problem+json", third.Content.Headers.ContentType?.MediaType);
        Assert.True(third.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Read_only_portal_changes_nothing_for_anybody()
    {
        using var readOnly = new PortalApp(new Dictionary<string, string?> { ["SysCsv:Portal:ReadOnly"] = "true" });
        using var client = await readOnly.WithKeyAsync("administer");

        using var seen = await client.GetAsync("/api/v1/imports");
        using var changed = await client.PostAsJsonAsync("/api/v1/queue/dead-letters/discard", new { all = true });

        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, changed.StatusCode);
    }

    private static bool IsChange(RouteList.Route route) =>
        route.Method is not ("GET" or "HEAD" or "OPTIONS") && !Harmless.Contains(route.Name) && !Own.Contains(route.Name)
        && !route.Path.StartsWith("/_", StringComparison.Ordinal) && !IsPage(route);

    // Pages take a POST for their forms, and have none: they are rendered for the right to view.
    private static bool IsPage(RouteList.Route route) =>
        route.Endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null;

    private sealed record Key(Guid Id, string Scope, DateTimeOffset? Revoked);

    private sealed record NewKey(string Secret);

    private sealed record Session(string? AntiforgeryToken);
}
