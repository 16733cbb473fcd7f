using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using SysCsv.Portal.Host.Accounts;

namespace SysCsv.Portal.Tests.Security;

public sealed class CircuitSessionTests
{
    [Fact]
    public async Task Open_page_of_a_user_who_was_removed_ends_within_the_stated_time()
    {
        using var app = new PortalApp(OpenPage.Settings);
        using var client = app.Client();
        var name = await app.AddUserAsync("operator");
        using var signedIn = await PortalApp.SignInAsync(client, name, PortalApp.Password);
        using var opened = await client.GetAsync("/api/v1/session");
        await using var page = new OpenPage(app, OpenPage.UserOf(app, signedIn));
        await page.StaysAsync();

        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        await users.DeleteAsync((await users.FindByNameAsync(name))!);

        await page.EndsAsync();
    }
}
