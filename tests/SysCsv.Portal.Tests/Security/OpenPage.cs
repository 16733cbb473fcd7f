using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SysCsv.Portal.Tests.Security;

/// <summary>The session of a page that is open.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    /// <summary>How often the portals of these tests look.</summary>
    public static readonly TimeSpan RevalidateEvery = TimeSpan.FromSeconds(1);

    private readonly AsyncServiceScope _scope;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Opens a page.</summary>
    public OpenPage(PortalApp app, ClaimsPrincipal user)
    {
        _scope = app.Services.CreateAsyncScope();
        var page = Assert.IsAssignableFrom<RevalidatingServerAuthenticationStateProvider>(_scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>());
        page.AuthenticationStateChanged += state => _ = NoteAsync(state);
        page.SetAuthenticationState(Task.FromResult(new AuthenticationState(user)));
    }

    /// <summary>The settings of a portal whose open pages are looked at often.</summary>
    public static Dictionary<string, string?> Settings => new() { ["SysCsv:Portal:RevalidateEvery"] = RevalidateEvery.ToString() };

    /// <summary>Who a page is opened by with the cookie that an answer set.</summary>
    public static ClaimsPrincipal UserOf(PortalApp app, HttpResponseMessage answer) =>
        app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme)
            .TicketDataFormat.Unprotect(CookieOf(answer))!.Principal;

    /// <summary>The session's cookie that an answer set; null if it set none.</summary>
    public static string? CookieOf(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies)
        && cookies.FirstOrDefault(cookie => cookie.StartsWith("__Host-SysCsv.Session=", StringComparison.Ordinal)) is { } cookie
            ? cookie.Split(';')[0].Split('=', 2)[1]
            : null;

    /// <summary>Waits until the page shows nothing any more.</summary>
    public Task EndsAsync() => _ended.Task.WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Waits for two times of revalidation, through which the page goes on.</summary>
    public Task StaysAsync() => Assert.ThrowsAsync<TimeoutException>(() => _ended.Task.WaitAsync(RevalidateEvery * 2.5));

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    private async Task NoteAsync(Task<AuthenticationState> state)
    {
        if ((await state).User.Identity is not { IsAuthenticated: true })
            _ended.TrySetResult();
    }
}
