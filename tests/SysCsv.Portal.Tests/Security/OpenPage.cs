using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SysCsv.Portal.Tests.Security;

/// <summary>The session of a page that is open.</summary>
internal static class OpenPage
{
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

    /// <summary>Opens a page, and waits until it shows nothing any more.</summary>
    public static async Task EndsAsync(PortalApp app, ClaimsPrincipal user)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var page = Assert.IsAssignableFrom<RevalidatingServerAuthenticationStateProvider>(scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>());
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.AuthenticationStateChanged += async state =>
        {
            if ((await state).User.Identity is not { IsAuthenticated: true })
                ended.TrySetResult();
        };
        page.SetAuthenticationState(Task.FromResult(new AuthenticationState(user)));
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }
}
