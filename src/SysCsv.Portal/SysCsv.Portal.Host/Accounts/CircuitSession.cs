using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Options;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>Ends the session of an open page as it ends for requests: with its cookie, and with the stamp of its user.</summary>
internal sealed class CircuitSession(ILoggerFactory loggers, SessionValidator sessions, SessionEnds ends, IOptions<PortalHostOptions> options)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => options.Value.RevalidateEvery;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        !ends.IsOver(authenticationState.User) && await sessions.IsValidAsync(authenticationState.User, cancellationToken);
}
