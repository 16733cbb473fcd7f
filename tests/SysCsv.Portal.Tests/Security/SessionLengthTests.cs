using System.Net;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using SysCsv.Portal.Host.Accounts;

namespace SysCsv.Portal.Tests.Security;

/// <summary>A session of eight hours without use, as its cookie and its open pages see it.</summary>
public sealed class SessionLengthTests : IDisposable
{
    private readonly ForwardClock _clock = new();
    private readonly PortalApp _app;

    public SessionLengthTests() => _app = new(OpenPage.Settings, services => services.AddSingleton<TimeProvider>(_clock));

    [Fact]
    public async Task Open_page_ends_with_its_cookie_and_not_before()
    {
        var (client, user) = await SignInAsync();
        await using var page = new OpenPage(_app, user);

        _clock.Ahead = TimeSpan.FromHours(7.9);
        await page.StaysAsync();
        _clock.Ahead = TimeSpan.FromHours(8.1);

        await page.EndsAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/session")).StatusCode);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Request_of_a_page_that_is_in_use_renews_the_cookie_and_all_its_open_pages(int hour)
    {
        var (client, user) = await SignInAsync();
        var circuit = _app.Services.GetRequiredService<SessionEnds>();

        _clock.Ahead = TimeSpan.FromHours(hour);
        using var renewed = await client.GetAsync("/api/v1/session");
        _clock.Ahead = TimeSpan.FromHours(hour + 7.9);

        Assert.NotNull(OpenPage.CookieOf(renewed));
        Assert.False(circuit.IsOver(user));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/session")).StatusCode);
    }

    [Fact]
    public async Task Connection_that_comes_back_by_itself_renews_nothing()
    {
        var (client, user) = await SignInAsync();

        _clock.Ahead = TimeSpan.FromHours(5);
        using var content = new StringContent("");
        using var connected = await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", content);
        _clock.Ahead = TimeSpan.FromHours(8.1);

        Assert.Equal(HttpStatusCode.OK, connected.StatusCode);
        Assert.Null(OpenPage.CookieOf(connected));
        Assert.True(_app.Services.GetRequiredService<SessionEnds>().IsOver(user));
    }

    public void Dispose() => _app.Dispose();

    // Signed in, and seen by one request, as a page is that opens.
    private async Task<(HttpClient Client, ClaimsPrincipal User)> SignInAsync()
    {
        var client = _app.Client();
        using var answer = await PortalApp.SignInAsync(client, await _app.AddUserAsync("viewer"), PortalApp.Password);
        using var opened = await client.GetAsync("/api/v1/session");
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        return (client, OpenPage.UserOf(_app, answer));
    }

    /// <summary>The time, put forward. Timers take as long as ever.</summary>
    private sealed class ForwardClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
