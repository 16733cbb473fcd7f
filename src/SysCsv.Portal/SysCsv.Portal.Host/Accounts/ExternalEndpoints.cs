using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using SysCsv.Portal.Host.Accounts.Pages;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>Signing in by OpenID Connect.</summary>
internal static class ExternalEndpoints
{
    private const string Done = "/account/external/done";

    public static void Map(RouteGroupBuilder account)
    {
        account.MapGet("/external", (string? returnUrl, SignInManager<PortalUser> signIn) => Results.Challenge(
            signIn.ConfigureExternalAuthenticationProperties(OpenId.Scheme, $"{Done}?returnUrl={Uri.EscapeDataString(AccountPages.Local(returnUrl))}"),
            [OpenId.Scheme])).AllowAnonymous();
        account.MapGet("/external/done", FinishAsync).AllowAnonymous();
    }

    private static async Task<IResult> FinishAsync(string? returnUrl, HttpContext context, SignInManager<PortalUser> signIn, ExternalUsers users, AccountAudit audit)
    {
        if (await signIn.GetExternalLoginInfoAsync() is not { } login)
            return Results.LocalRedirect(AccountsServices.SignInPath);

        await context.SignOutAsync(IdentityConstants.ExternalScheme);
        if (await users.ComeInAsync(login) is not { } user)
            return AccountPages.Of<MessagePage>(
                new MessageModel("No access", "You are known there, but have no role here. Ask whoever manages your account for one."), StatusCodes.Status403Forbidden);

        await signIn.SignInAsync(user, isPersistent: false);
        await audit.RecordAsync(context, user.UserName, "user.signed-in", user.Id, "OpenID Connect");
        return Results.LocalRedirect(AccountPages.Local(returnUrl));
    }
}
