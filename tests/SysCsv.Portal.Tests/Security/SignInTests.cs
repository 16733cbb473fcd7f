using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using SysCsv.Portal.Host.Accounts;

namespace SysCsv.Portal.Tests.Security;

public sealed class SignInTests(RouteListTests.App app) : IClassFixture<RouteListTests.App>
{
    [Fact]
    public async Task Cookie_of_a_session_is_strict_and_bound_to_this_host()
    {
        using var client = app.Portal.Client();

        using var answer = await PortalApp.SignInAsync(client, await app.Portal.AddUserAsync("viewer"), PortalApp.Password);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("__Host-SysCsv.Session=", StringComparison.Ordinal));
        foreach (var flag in new[] { "; path=/", "; secure", "; httponly", "; samesite=lax" })
            Assert.Contains(flag, cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Unknown_name_and_wrong_password_get_the_same_answer()
    {
        var name = await app.Portal.AddUserAsync("viewer");

        using var wrong = await PortalApp.SignInAsync(app.Portal.Client(), name, "not the password");
        using var unknown = await PortalApp.SignInAsync(app.Portal.Client(), new string('x', name.Length), "not the password");

        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(wrong.StatusCode, unknown.StatusCode);
        Assert.Equal(await Problem(wrong), await Problem(unknown));

        static async Task<string> Problem(HttpResponseMessage answer)
        {
            var page = await answer.Content.ReadAsStringAsync();
            return page[page.IndexOf("role=\"alert\"", StringComparison.Ordinal)..page.IndexOf("</p>", page.IndexOf("role=\"alert\"", StringComparison.Ordinal), StringComparison.Ordinal)];
        }
    }

    [Fact]
    public async Task Account_is_locked_after_five_wrong_passwords_even_for_the_right_one()
    {
        var name = await app.Portal.AddUserAsync("viewer");
        for (var attempt = 0; attempt < 5; attempt++)
            using (await PortalApp.SignInAsync(app.Portal.Client(), name, "not the password"))
            {
            }

        using var right = await PortalApp.SignInAsync(app.Portal.Client(), name, PortalApp.Password);

        Assert.Equal(HttpStatusCode.BadRequest, right.StatusCode);
    }

    [Fact]
    public async Task Address_that_tries_too_often_has_to_wait()
    {
        using var strict = new PortalApp(new Dictionary<string, string?> { ["SysCsv:Portal:SignInsPerMinute"] = "3" });
        var name = await strict.AddUserAsync("viewer");
        using var client = strict.Client();
        var statuses = new List<HttpStatusCode>();

        for (var attempt = 0; attempt < 4; attempt++)
        {
            using var answer = await PortalApp.SignInAsync(client, name, "not the password");
            statuses.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero);
                await AssertSaidAsync(HttpStatusCode.TooManyRequests, "too many tries", answer);
            }
        }

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.TooManyRequests], statuses);
    }

    [Fact]
    public async Task Copy_of_a_cookie_is_dead_after_the_sign_out()
    {
        var name = await app.Portal.AddUserAsync("viewer");
        using var client = app.Portal.Client();
        using var signedIn = await PortalApp.SignInAsync(client, name, PortalApp.Password);
        var copy = signedIn.Headers.GetValues("Set-Cookie").First(cookie => cookie.Contains("SysCsv.Session", StringComparison.Ordinal)).Split(';')[0];

        var before = await WithCookieAsync(copy);
        using var signedOut = await PortalApp.PostFormAsync(client, "/account/sign-out", "/account/sign-out");
        var after = await WithCookieAsync(copy);

        Assert.Equal(HttpStatusCode.OK, before);
        Assert.Equal(HttpStatusCode.Unauthorized, after);
    }

    [Fact]
    public async Task Removed_user_has_no_session_any_more()
    {
        var name = await app.Portal.AddUserAsync("operator");
        using var client = app.Portal.Client();
        using var signedIn = await PortalApp.SignInAsync(client, name, PortalApp.Password);
        using var before = await client.GetAsync("/api/v1/session");

        await using (var scope = app.Portal.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
            await users.DeleteAsync((await users.FindByNameAsync(name))!);
        }

        using var after = await client.GetAsync("/api/v1/session");
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task Two_hosts_on_one_database_share_sessions()
    {
        var folder = Directory.CreateTempSubdirectory("syscsv-portal").FullName;
        using var first = new PortalApp(folder: folder);
        var name = await first.AddUserAsync("viewer");
        using var signedIn = await PortalApp.SignInAsync(first.Client(), name, PortalApp.Password);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").First(value => value.Contains("SysCsv.Session", StringComparison.Ordinal)).Split(';')[0];
        using var second = new PortalApp(folder: folder);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/session") { Headers = { { "Cookie", cookie } } };
        using var answer = await second.Bare().SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("//evil.invalid/")]
    [InlineData("https://evil.invalid/")]
    [InlineData("/\\evil.invalid")]
    public async Task Sign_in_leads_to_no_other_site(string returnUrl)
    {
        using var answer = await PortalApp.SignInAsync(app.Portal.Client(), await app.Portal.AddUserAsync("viewer"), PortalApp.Password, returnUrl);

        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Administrator_invites_somebody_by_a_link_that_works_once()
    {
        using var admin = await app.Portal.SignedInAsync("administrator");
        using var created = await PortalApp.PostFormAsync(admin, "/account/users", "/account/users", ("name", "new.colleague"), ("role", "operator"));
        var page = WebUtility.HtmlDecode(await created.Content.ReadAsStringAsync());
        var start = page.IndexOf("/account/join?", StringComparison.Ordinal);
        var link = page[start..page.IndexOf('<', start)];
        var user = link.Split("user=")[1].Split('&')[0];
        var token = Uri.UnescapeDataString(link.Split("token=")[1]);
        using var guest = app.Portal.Client();

        using var joined = await PortalApp.PostFormAsync(guest, link, "/account/join", ("user", user), ("token", token), ("password", PortalApp.Password), ("repeat", PortalApp.Password));
        using var again = await app.Portal.Client().GetAsync(link);
        using var signedIn = await PortalApp.SignInAsync(guest, "new.colleague", PortalApp.Password);

        Assert.Equal(HttpStatusCode.Found, joined.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
    }

    [Fact]
    public async Task Last_administrator_stays()
    {
        using var alone = new PortalApp();
        using var admin = await alone.SignedInAsync("administrator");
        var page = await admin.GetStringAsync("/account/users");
        var start = page.IndexOf("/account/users/", StringComparison.Ordinal);
        var own = page[start..page.IndexOf("/role", start, StringComparison.Ordinal)];

        using var removed = await PortalApp.PostFormAsync(admin, "/account/users", $"{own}/remove");
        using var demoted = await PortalApp.PostFormAsync(admin, "/account/users", $"{own}/role", ("role", "viewer"));

        Assert.Equal(HttpStatusCode.BadRequest, removed.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, demoted.StatusCode);
    }

    [Fact]
    public async Task No_password_and_no_name_stands_in_a_log()
    {
        var name = await app.Portal.AddUserAsync("viewer", $"secretive-{Guid.NewGuid():N}");
        using var refused = await PortalApp.SignInAsync(app.Portal.Client(), name, "a wrong but private password");
        using var accepted = await PortalApp.SignInAsync(app.Portal.Client(), name, PortalApp.Password);

        Assert.DoesNotContain(app.Portal.Logs.Lines, line =>
            line.Contains(name, StringComparison.Ordinal) || line.Contains("private password", StringComparison.Ordinal) || line.Contains(PortalApp.Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Form_without_its_token_is_refused_in_words()
    {
        using var client = app.Portal.Client();

        using var answer = await PortalApp.PostFormAsync(client, new PortalApp.FormToken("old"), "/account/sign-in", ("name", "somebody"));

        await AssertSaidAsync(HttpStatusCode.BadRequest, "The form was too old.", answer);
    }

    [Fact]
    public async Task Second_sign_out_says_that_there_was_one()
    {
        using var client = await app.Portal.SignedInAsync("viewer");
        var form = await PortalApp.FormTokenAsync(client, "/account/sign-out");
        using var first = await PortalApp.PostFormAsync(client, form, "/account/sign-out");

        using var second = await PortalApp.PostFormAsync(client, form, "/account/sign-out");

        await AssertSaidAsync(HttpStatusCode.Unauthorized, "You are signed out", second);
    }

    private static async Task AssertSaidAsync(HttpStatusCode status, string words, HttpResponseMessage answer)
    {
        Assert.Equal((status, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> WithCookieAsync(string cookie)
    {
        using var client = app.Portal.Bare();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/session") { Headers = { { "Cookie", cookie } } };
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
