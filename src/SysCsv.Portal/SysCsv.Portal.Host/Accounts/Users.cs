using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SysCsv.Portal.Host.Accounts.Pages;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>The users as an administrator makes, changes and removes them, each time answered by their page.</summary>
internal sealed class Users(UserManager<PortalUser> users, AccountAudit audit, TimeProvider clock, IOptions<PortalHostOptions> options)
{
    private int RevalidateSeconds => (int)options.Value.RevalidateEvery.TotalSeconds;

    public Task<IResult> ShowAsync() => PageAsync();

    public async Task<IResult> CreateAsync(HttpContext context, string? name, string? role)
    {
        if (role is null || !PortalRoles.All.Contains(role))
            return await PageAsync(problem: "Choose one of the roles.");

        var user = new PortalUser { UserName = name?.Trim(), Role = role, Created = clock.GetUtcNow() };
        var created = await users.CreateAsync(user);
        if (!created.Succeeded)
            return await PageAsync(problem: NewPasswords.Sentence(created));

        await audit.RecordAsync(context, null, "user.created", user.Id, $"role {role}");
        return await PageAsync(link: await LinkAsync(context, user), linkFor: user.UserName);
    }

    public async Task<IResult> ChangeRoleAsync(HttpContext context, string id, string? role)
    {
        if (await users.FindByIdAsync(id) is not { } user || role is null || !PortalRoles.All.Contains(role))
            return await PageAsync(problem: "There is no such user or role.");
        if (role != PortalRoles.Administrator && await IsLastAdministratorAsync(user))
            return await PageAsync(problem: "That is the last administrator. Make another one first.");

        user.Role = role;
        await users.UpdateSecurityStampAsync(user);
        await audit.RecordAsync(context, null, "user.role-changed", user.Id, $"role {role}");
        return await PageAsync(done: $"{user.UserName} is {role} from the next sign-in on.");
    }

    public async Task<IResult> AskToRemoveAsync(string id)
    {
        if (await users.FindByIdAsync(id) is not { } user)
            return await PageAsync(problem: "There is no such user.");
        if (await IsLastAdministratorAsync(user))
            return await PageAsync(problem: "That is the last administrator. Make another one first.");

        return AccountPages.Of<RemoveUserPage>(new RemoveUserModel(user.Id, user.UserName!, RevalidateSeconds));
    }

    public async Task<IResult> RemoveAsync(HttpContext context, string id)
    {
        if (await users.FindByIdAsync(id) is not { } user)
            return await PageAsync(problem: "There is no such user.");
        if (await IsLastAdministratorAsync(user))
            return await PageAsync(problem: "That is the last administrator. Make another one first.");

        await users.DeleteAsync(user);
        await audit.RecordAsync(context, null, "user.removed", user.Id);
        return await PageAsync(done: $"{user.UserName} is removed.");
    }

    public async Task<IResult> MakeLinkAsync(HttpContext context, string id)
    {
        if (await users.FindByIdAsync(id) is not { } user)
            return await PageAsync(problem: "There is no such user.");

        await audit.RecordAsync(context, null, "user.link-made", user.Id);
        return await PageAsync(link: await LinkAsync(context, user), linkFor: user.UserName);
    }

    // An older link ends with the security stamp.
    private async Task<string> LinkAsync(HttpContext context, PortalUser user)
    {
        await users.UpdateSecurityStampAsync(user);
        var token = await users.GeneratePasswordResetTokenAsync(user);
        return $"{context.Request.Scheme}://{context.Request.Host}/account/join?user={user.Id}&token={Uri.EscapeDataString(token)}";
    }

    private async Task<bool> IsLastAdministratorAsync(PortalUser user) =>
        user.Role == PortalRoles.Administrator
        && await users.Users.CountAsync(other => other.Role == PortalRoles.Administrator) == 1;

    private async Task<IResult> PageAsync(string? link = null, string? linkFor = null, string? problem = null, string? done = null)
    {
        var now = clock.GetUtcNow();
        var all = await users.Users.AsNoTracking().OrderBy(user => user.NormalizedUserName).ToListAsync();
        var lines = all.Select(user => new UserLine(user.Id, user.UserName!, user.Role, user.Created, user.LockoutEnd > now)).ToList();
        return AccountPages.Of<UsersPage>(
            new UsersModel(lines, RevalidateSeconds, link, linkFor, problem, done),
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
