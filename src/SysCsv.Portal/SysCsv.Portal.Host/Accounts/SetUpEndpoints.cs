using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using SysCsv.Portal.Host.Accounts.Pages;
using SysCsv.Portal.Host.Web;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>Making the first administrator by the link of the console.</summary>
internal static class SetUpEndpoints
{
    private const string Path = "/account/set-up";

    public static void Map(RouteGroupBuilder account)
    {
        account.MapGet("/set-up", ShowAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        account.MapPost("/set-up", CreateAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
    }

    private static async Task<IResult> ShowAsync(string? token, SetUpLink link, AccountsDbContext accounts, CancellationToken cancellationToken) =>
        Page(await link.IsValidAsync(accounts, token, cancellationToken) ? token : null);

    private static async Task<IResult> CreateAsync(
        [FromForm] string? token, [FromForm] string? name, [FromForm] string? password, [FromForm] string? repeat, HttpContext context,
        SetUpLink link, AccountsDbContext accounts, SignInManager<PortalUser> signIn, NewPasswords passwords, AccountAudit audit, TimeProvider clock,
        ILogger<SetUpLink> logger)
    {
        if (token is null || !await link.IsValidAsync(accounts, token, context.RequestAborted))
            return Page(null);

        var user = new PortalUser { UserName = name?.Trim(), Role = PortalRoles.Administrator, Created = clock.GetUtcNow() };
        if (await passwords.FaultAsync(user, password, repeat) is { } fault)
            return Page(token, name, fault);
        if (!await SetUpLink.TakeAsync(accounts, token, context.RequestAborted))
            return Page(null);

        var created = await signIn.UserManager.CreateAsync(user, password!);
        if (!created.Succeeded)
            return Page(token, name, NewPasswords.Sentence(created));

        logger.FirstAdministratorCreated();
        await audit.RecordAsync(context, user.UserName, "user.first-administrator-created", user.Id);
        await signIn.SignInAsync(user, isPersistent: false);
        return Results.LocalRedirect("/");
    }

    private static IResult Page(string? token, string? name = null, string? problem = null) => AccountPages.Of<NewPasswordPage>(
        new NewPasswordModel("Make the first administrator", Path, token, Name: name, Problem: problem),
        token is null ? StatusCodes.Status404NotFound : problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}
