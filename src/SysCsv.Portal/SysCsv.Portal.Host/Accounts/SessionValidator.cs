using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>Holds each session against the database: a user who was removed, signed out, or got another role or password has none any more.</summary>
internal sealed class SessionValidator(
    IServiceScopeFactory scopes, IOptions<IdentityOptions> options, ILogger<SessionValidator> logger)
{
    // What was last read, for the time in which the database does not answer: then there is nothing to read or change with a session either.
    private readonly ConcurrentDictionary<string, string> _lastStamps = new(StringComparer.Ordinal);

    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var validator = context.HttpContext.RequestServices.GetRequiredService<SessionValidator>();
        if (context.Principal is { } user && SessionEnds.HasName(user) && await validator.IsValidAsync(user, context.HttpContext.RequestAborted))
            return;

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    public async Task<bool> IsValidAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var claims = options.Value.ClaimsIdentity;
        var id = user.FindFirstValue(claims.UserIdClaimType);
        var stamp = user.FindFirstValue(claims.SecurityStampClaimType);
        return id is not null && stamp is not null && await CurrentStampAsync(id, cancellationToken) == stamp;
    }

    private async Task<string?> CurrentStampAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var stamp = await ReadStampAsync(id, cancellationToken);
            if (stamp is null)
                _lastStamps.TryRemove(id, out _);
            else
                _lastStamps[id] = stamp;
            return stamp;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            logger.SessionNotChecked(exception.GetType().Name);
            return _lastStamps.GetValueOrDefault(id);
        }
    }

    private async Task<string?> ReadStampAsync(string id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        return await accounts.Users.Where(user => user.Id == id).Select(user => user.SecurityStamp).FirstOrDefaultAsync(cancellationToken);
    }
}
