using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using SysCsv.Portal.Host.Accounts;

namespace SysCsv.Portal.Tests.Security;

public sealed class CircuitSessionTests
{
    [Fact]
    public async Task Open_page_of_a_user_who_was_removed_ends_within_the_stated_time()
    {
        using var app = new PortalApp(new Dictionary<string, string?> { ["SysCsv:Portal:RevalidateEvery"] = "00:00:01" });
        var name = await app.AddUserAsync("operator");
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var user = (await users.FindByNameAsync(name))!;
        var principal = await scope.ServiceProvider.GetRequiredService<SignInManager<PortalUser>>().CreateUserPrincipalAsync(user);
        await using var circuit = app.Services.CreateAsyncScope();
        var session = Assert.IsAssignableFrom<RevalidatingServerAuthenticationStateProvider>(circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>());
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        session.SetAuthenticationState(Task.FromResult(new AuthenticationState(principal)));
        session.AuthenticationStateChanged += async state =>
        {
            if ((await state).User.Identity is not { IsAuthenticated: true })
                ended.TrySetResult();
        };

        await users.DeleteAsync(user);

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }
}
