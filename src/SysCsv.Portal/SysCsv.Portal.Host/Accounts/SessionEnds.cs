using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>When the cookies end that this host has seen. An open page brings none, and ends with the one that it was opened by.</summary>
internal sealed class SessionEnds(TimeProvider clock)
{
    private const string NameClaim = "syscsv:session";

    // Less often than a page asks while it is used, and often enough to be exact.
    private static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _ends = new(StringComparer.Ordinal);

    /// <summary>Gives a session a name as it begins.</summary>
    public static Task BeginAsync(CookieSigningInContext context)
    {
        if (context.Principal?.Identity is ClaimsIdentity identity && !identity.HasClaim(claim => claim.Type == NameClaim))
            identity.AddClaim(new(NameClaim, Guid.NewGuid().ToString("N")));
        return Task.CompletedTask;
    }

    /// <summary>Notes when the cookie of a request ends, after its renewal if it is due.</summary>
    public static Task NoteAsync(CookieSlidingExpirationContext context)
    {
        // By itself the framework renews in the second half only, which would end a session after half the time without use. The
        // connection of an open page comes back by itself, with nobody before it.
        context.ShouldRenew = context.ElapsedTime >= RenewAfter && !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase);
        var ends = context.HttpContext.RequestServices.GetRequiredService<SessionEnds>();
        if (context.Principal is { } user && context.Properties.ExpiresUtc is { } end)
            ends.Note(user, context.ShouldRenew ? ends.Now + context.ElapsedTime + context.RemainingTime : end);
        return Task.CompletedTask;
    }

    /// <summary>Whether a cookie names its session. One of before there were names opens pages that end at once.</summary>
    public static bool HasName(ClaimsPrincipal user) => NameOf(user) is not null;

    /// <summary>Whether the session has ended. One that this host has not seen has.</summary>
    public bool IsOver(ClaimsPrincipal user) => NameOf(user) is not { } name || !_ends.TryGetValue(name, out var end) || end <= Now;

    private DateTimeOffset Now => clock.GetUtcNow();

    private void Note(ClaimsPrincipal user, DateTimeOffset end)
    {
        if (NameOf(user) is not { } name)
            return;
        if (_ends.TryAdd(name, end))
            Forget();
        else
            // Requests pass one another: the renewal is not taken back by one that came before it.
            _ends.AddOrUpdate(name, end, (_, known) => end > known ? end : known);
    }

    private void Forget()
    {
        var now = Now;
        foreach (var (name, end) in _ends)
            if (end <= now)
                _ends.TryRemove(KeyValuePair.Create(name, end));
    }

    private static string? NameOf(ClaimsPrincipal user) => user.FindFirstValue(NameClaim);
}
