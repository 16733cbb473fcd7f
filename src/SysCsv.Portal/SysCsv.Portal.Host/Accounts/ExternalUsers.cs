using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>Keeps an account for each person of a provider. The provider's word on the role is taken anew at each sign-in.</summary>
internal sealed class ExternalUsers(UserManager<PortalUser> users, IOptions<OpenIdOptions> options, TimeProvider clock)
{
    private const int MaxName = 200;

    /// <returns>The account; null for somebody without a role.</returns>
    public async Task<PortalUser?> ComeInAsync(ExternalLoginInfo login)
    {
        var role = options.Value.RoleOf([.. login.Principal.FindAll(options.Value.RoleClaim).Select(claim => claim.Value)]);
        var user = await users.FindByLoginAsync(login.LoginProvider, login.ProviderKey);
        if (role is null)
        {
            // What is open elsewhere ends, too.
            if (user is not null)
                await users.UpdateSecurityStampAsync(user);
            return null;
        }

        return user is null ? await CreateAsync(login, role) : await WithRoleAsync(user, role);
    }

    private async Task<PortalUser> WithRoleAsync(PortalUser user, string role)
    {
        if (user.Role == role)
            return user;
        user.Role = role;
        Check(await users.UpdateSecurityStampAsync(user));
        return user;
    }

    private async Task<PortalUser> CreateAsync(ExternalLoginInfo login, string role)
    {
        var name = NameOf(login.Principal);
        if (await users.FindByNameAsync(name) is not null)
            name = $"{name}-{Guid.NewGuid().ToString("N")[..8]}";
        var user = new PortalUser { UserName = name, Role = role, Created = clock.GetUtcNow() };
        Check(await users.CreateAsync(user));
        Check(await users.AddLoginAsync(user, login));
        return user;
    }

    private string NameOf(ClaimsPrincipal principal)
    {
        var name = principal.FindFirstValue("preferred_username") ?? principal.FindFirstValue("name") ?? "";
        var allowed = string.Concat(name.Where(users.Options.User.AllowedUserNameCharacters.Contains));
        return allowed.Length == 0 ? $"user-{Guid.NewGuid().ToString("N")[..8]}" : allowed[..Math.Min(allowed.Length, MaxName)];
    }

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new SysCsvException($"The account can't be kept: {NewPasswords.Sentence(result)}");
    }
}
