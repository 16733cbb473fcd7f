using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using SysCsv.Portal.Host.Accounts.Pages;
using SysCsv.Portal.Host.Web;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>Changing one's own password, and setting a first one by a link that an administrator made.</summary>
internal static class PasswordEndpoints
{
    private const string Path = "/account/join";

    public static void Map(RouteGroupBuilder account)
    {
        account.MapGet("/password", () => Own(null, null)).RequireAuthorization();
        account.MapPost("/password", ChangeAsync).RequireAuthorization().RequireRateLimiting(RateLimits.SignIn);
        account.MapGet("/join", ShowAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        account.MapPost("/join", JoinAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
    }

    private static async Task<IResult> ChangeAsync(
        [FromForm] string? current, [FromForm] string? password, [FromForm] string? repeat, HttpContext context,
        SignInManager<PortalUser> signIn, NewPasswords passwords, AccountAudit audit)
    {
        if (await signIn.UserManager.GetUserAsync(context.User) is not { } user)
            return Results.LocalRedirect(AccountsServices.SignInPath);
        if (user.PasswordHash is null)
            return Own("You sign in elsewhere: change the password there.", null);

        // Guessing through somebody's open browser is counted as guessing at the sign-in is.
        var check = await signIn.CheckPasswordSignInAsync(user, current ?? "", lockoutOnFailure: true);
        if (!check.Succeeded)
            return Own("The current password is not right, or there were too many attempts: wait five minutes.", null);
        if (await passwords.FaultAsync(user, password, repeat) is { } fault)
            return Own(fault, null);

        var changed = await signIn.UserManager.ChangePasswordAsync(user, current!, password!);
        if (!changed.Succeeded)
            return Own(NewPasswords.Sentence(changed), null);

        await signIn.RefreshSignInAsync(user);
        await audit.RecordAsync(context, user.UserName, "user.password-changed", user.Id);
        return Own(null, "The password is changed. Your other sessions have ended.");
    }

    private static async Task<IResult> ShowAsync(string? user, string? token, UserManager<PortalUser> users)
    {
        var found = await FindAsync(users, user, token);
        return Join(found, found is null ? null : token, null);
    }

    private static async Task<IResult> JoinAsync(
        [FromForm] string? user, [FromForm] string? token, [FromForm] string? password, [FromForm] string? repeat, HttpContext context,
        SignInManager<PortalUser> signIn, NewPasswords passwords, AccountAudit audit)
    {
        if (await FindAsync(signIn.UserManager, user, token) is not { } found)
            return Join(null, null, null);
        if (await passwords.FaultAsync(found, password, repeat) is { } fault)
            return Join(found, token, fault);

        // Changes the security stamp, on which the token depends: the link works once.
        var reset = await signIn.UserManager.ResetPasswordAsync(found, token!, password!);
        if (!reset.Succeeded)
            return Join(null, null, null);

        await signIn.UserManager.SetLockoutEndDateAsync(found, null);
        await audit.RecordAsync(context, found.UserName, "user.password-set", found.Id);
        return Results.LocalRedirect(AccountsServices.SignInPath);
    }

    private static async Task<PortalUser?> FindAsync(UserManager<PortalUser> users, string? id, string? token)
    {
        if (id is null || token is null || await users.FindByIdAsync(id) is not { } user)
            return null;
        var provider = users.Options.Tokens.PasswordResetTokenProvider;
        return await users.VerifyUserTokenAsync(user, provider, UserManager<PortalUser>.ResetPasswordTokenPurpose, token) ? user : null;
    }

    private static IResult Own(string? problem, string? done) => AccountPages.Of<PasswordPage>(
        new MessageModel("Change password", problem, done), problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private static IResult Join(PortalUser? user, string? token, string? problem) => AccountPages.Of<NewPasswordPage>(
        new NewPasswordModel("Set a password", Path, token, user?.Id, user?.UserName, HasName: true, problem),
        token is null ? StatusCodes.Status404NotFound : problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}
