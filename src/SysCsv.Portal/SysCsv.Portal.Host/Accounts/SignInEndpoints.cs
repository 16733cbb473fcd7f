using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SysCsv.Portal.Host.Accounts.Pages;
using SysCsv.Portal.Host.Web;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>Signing in with a name and a password, and out.</summary>
internal static class SignInEndpoints
{
    // One sentence for an unknown name, a wrong password and a locked account: nobody learns which names exist.
    private const string Refusal = "The name or the password is not right. After five wrong passwords an account is locked for five minutes.";

    // Its time says as little: a known name costs some statements more than an unknown one, and they end before that.
    private static readonly TimeSpan LeastTimeOfARefusal = TimeSpan.FromMilliseconds(400);

    public static void Map(RouteGroupBuilder account)
    {
        account.MapGet("/sign-in", ShowAsync).AllowAnonymous();
        account.MapPost("/sign-in", SignInAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        account.MapGet("/sign-out", (HttpContext context) => AccountPages.Of<SignOutPage>(new SignOutModel(context.User.Identity?.Name))).RequireAuthorization();
        account.MapPost("/sign-out", SignOutAsync).RequireAuthorization();
        account.MapGet("/refused", (HttpContext context) => AccountPages.Of<MessagePage>(
            new MessageModel("No access", $"Your account has no right to that. Ask an administrator of the portal."),
            StatusCodes.Status403Forbidden)).RequireAuthorization();
    }

    private static async Task<IResult> ShowAsync(
        string? returnUrl, AccountsDbContext accounts, ExternalProvider external, CancellationToken cancellationToken) =>
        AccountPages.Of<SignInPage>(new SignInModel(
            AccountPages.Local(returnUrl), await accounts.Users.AnyAsync(user => user.PasswordHash != null, cancellationToken), external.Name));

    private static async Task<IResult> SignInAsync(
        [FromForm] string? name, [FromForm] string? password, [FromForm] string? returnUrl, HttpContext context,
        SignInManager<PortalUser> signIn, ExternalProvider external, AccountAudit audit, TimeProvider clock,
        ILogger<SignInManager<PortalUser>> logger)
    {
        var begun = clock.GetTimestamp();
        var user = await signIn.UserManager.FindByNameAsync(name ?? "");
        if (user?.PasswordHash is null)
        {
            SpendTheTimeOfAVerification(signIn, password ?? "");
            return await RefusedAsync();
        }

        // The password of a locked account is not looked at.
        if (await signIn.UserManager.IsLockedOutAsync(user))
            SpendTheTimeOfAVerification(signIn, password ?? "");
        var result = await signIn.CheckPasswordSignInAsync(user, password ?? "", lockoutOnFailure: true);
        if (result.Succeeded)
        {
            await signIn.SignInAsync(user, isPersistent: false);
            await audit.RecordAsync(context, user.UserName, "user.signed-in", user.Id);
            return Results.LocalRedirect(AccountPages.Local(returnUrl));
        }

        if (result.IsLockedOut)
            logger.AccountLocked();
        await audit.RecordAsync(context, user.UserName, result.IsLockedOut ? "user.locked-out" : "user.refused", user.Id);
        return await RefusedAsync();

        async Task<IResult> RefusedAsync()
        {
            var left = LeastTimeOfARefusal - clock.GetElapsedTime(begun);
            if (left > TimeSpan.Zero)
                await Task.Delay(left, clock, context.RequestAborted);
            return AccountPages.Of<SignInPage>(
                new SignInModel(AccountPages.Local(returnUrl), Local: true, external.Name, name, Refusal), StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, SignInManager<PortalUser> signIn, AccountAudit audit)
    {
        // A copy of the cookie is worth nothing afterwards.
        if (await signIn.UserManager.GetUserAsync(context.User) is { } user)
        {
            await signIn.UserManager.UpdateSecurityStampAsync(user);
            await audit.RecordAsync(context, user.UserName, "user.signed-out", user.Id);
        }

        await signIn.SignOutAsync();
        return Results.LocalRedirect(AccountsServices.SignInPath);
    }

    // Hashing costs the same as verifying: the answer for an unknown name or a locked account comes as late as for a wrong password.
    private static void SpendTheTimeOfAVerification(SignInManager<PortalUser> signIn, string password) =>
        signIn.UserManager.PasswordHasher.HashPassword(new(), password);
}
