using System.Net;
using SysCsv.Testing;

namespace SysCsv.Portal.Tests.Security;

public sealed class SetUpTests
{
    [Fact]
    public async Task Link_of_the_console_makes_the_first_administrator_once()
    {
        using var app = new PortalApp();
        using var client = app.Client();
        var link = await LinkAsync(app);

        using var made = await SetUpAsync(client, link);
        using var users = await client.GetAsync("/account/users");
        using var again = await app.Client().GetAsync(link);

        Assert.Equal(HttpStatusCode.Found, made.StatusCode);
        Assert.Equal(HttpStatusCode.OK, users.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task Two_who_use_the_link_at_once_make_one_administrator()
    {
        using var app = new PortalApp();
        var link = await LinkAsync(app);

        var pages = new List<(HttpClient Client, PortalApp.FormToken Token)>();
        for (var browser = 0; browser < 6; browser++)
        {
            var client = app.Client();
            pages.Add((client, await PortalApp.FormTokenAsync(client, link)));
        }

        var answers = await Task.WhenAll(pages.Select((page, number) => PortalApp.PostFormAsync(page.Client, page.Token, "/account/set-up", Fields(link, $"first{number}"))));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Found);
    }

    [Fact]
    public async Task Restart_makes_the_older_link_void_and_prints_none_once_there_is_an_administrator()
    {
        var folder = Directory.CreateTempSubdirectory("syscsv-portal").FullName;
        var first = new PortalApp(folder: folder);
        var old = await LinkAsync(first);
        using var second = new PortalApp(folder: folder);
        var link = await LinkAsync(second);
        using var client = second.Client();

        using var void_ = await client.GetAsync(old);
        using var made = await SetUpAsync(client, link);
        using var third = new PortalApp(folder: folder);
        using var signIn = await third.Client().GetAsync("/account/sign-in");

        Assert.NotEqual(old, link);
        Assert.Equal(HttpStatusCode.NotFound, void_.StatusCode);
        Assert.Equal(HttpStatusCode.Found, made.StatusCode);
        Assert.Contains("type=\"password\"", await signIn.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(third.SetUpLinks);
        first.Dispose();
    }

    [Theory]
    [InlineData("short", "short")]
    [InlineData("a long enough one", "but another one")]
    [InlineData("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa")]
    public async Task Password_that_is_refused_leaves_the_link_good(string password, string repeat)
    {
        using var app = new PortalApp();
        using var client = app.Client();
        var link = await LinkAsync(app);

        using var refused = await SetUpAsync(client, link, password: password, repeat: repeat);
        using var made = await SetUpAsync(client, link);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Found, made.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?token=")]
    [InlineData("?token=guessed")]
    public async Task Other_tokens_open_nothing(string query)
    {
        using var app = new PortalApp();
        await LinkAsync(app);

        using var answer = await app.Client().GetAsync("/account/set-up" + query);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Link_stands_in_no_log_even_when_it_is_used_and_everything_else_is_logged()
    {
        using var app = new PortalApp(new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information", ["Logging:LogLevel:Microsoft.AspNetCore"] = "Information",
        });
        var link = await LinkAsync(app);
        var token = link.Split("token=")[1];
        using var client = app.Client();

        using var made = await SetUpAsync(client, link);
        using var search = await client.GetAsync("/api/v1/contacts?search=somebody%40example.org");

        Assert.Equal(HttpStatusCode.OK, search.StatusCode);
        Assert.Contains(app.Logs.Lines, line => line.Contains("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Logs.Lines, line =>
            line.Contains(token, StringComparison.Ordinal) || line.Contains("somebody", StringComparison.Ordinal));
    }

    private static async Task<string> LinkAsync(PortalApp app)
    {
        _ = app.Services;
        await Eventually.BecomesAsync(() => app.SetUpLinks.Count > 0, TimeSpan.FromSeconds(30), "the link is printed");
        return app.SetUpLinks[0];
    }

    private static Task<HttpResponseMessage> SetUpAsync(
        HttpClient client, string link, string name = "first", string password = PortalApp.Password, string? repeat = null) =>
        PortalApp.PostFormAsync(client, link, "/account/set-up", Fields(link, name, password, repeat));

    private static (string Name, string Value)[] Fields(string link, string name, string password = PortalApp.Password, string? repeat = null) =>
        [("token", link.Split("token=")[1]), ("name", name), ("password", password), ("repeat", repeat ?? password)];
}
