using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>The link on the console by which the first administrator is made. Each start prints a new one while there is no administrator; the one before is void.</summary>
internal sealed class SetUpLink(IServiceScopeFactory scopes, IServer server, TimeProvider clock, SetUpConsole console)
{
    private const int TokenBytes = 32;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public async Task OfferAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        if (await HasAdministratorAsync(accounts, cancellationToken))
            return;

        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(TokenBytes));
        await accounts.SetUpTickets.ExecuteDeleteAsync(cancellationToken);
        accounts.SetUpTickets.Add(new() { TokenHash = Hash(token), Expires = clock.GetUtcNow() + Lifetime });
        await accounts.SaveChangesAsync(cancellationToken);
        console.Print($"{Address()}/account/set-up?token={token}", Lifetime);
    }

    /// <summary>Whether the token can be used now.</summary>
    public async Task<bool> IsValidAsync(AccountsDbContext accounts, string? token, CancellationToken cancellationToken) =>
        token is not null
        && await accounts.SetUpTickets.AsNoTracking().FirstOrDefaultAsync(cancellationToken) is { } ticket
        && ticket.Expires > clock.GetUtcNow()
        && CryptographicOperations.FixedTimeEquals(Convert.FromHexString(ticket.TokenHash), SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)))
        && !await HasAdministratorAsync(accounts, cancellationToken);

    /// <summary>Uses the token up.</summary>
    /// <returns>Whether this call did: of two at once only one gets it.</returns>
    public static async Task<bool> TakeAsync(AccountsDbContext accounts, string token, CancellationToken cancellationToken)
    {
        var hash = Hash(token);
        return await accounts.SetUpTickets.Where(ticket => ticket.TokenHash == hash).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    private static Task<bool> HasAdministratorAsync(AccountsDbContext accounts, CancellationToken cancellationToken) =>
        accounts.Users.AnyAsync(user => user.Role == PortalRoles.Administrator, cancellationToken);

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)));

    private string Address() =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address
            ? address.Replace("//[::]", "//localhost", StringComparison.Ordinal).Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal).TrimEnd('/')
            : "";
}
