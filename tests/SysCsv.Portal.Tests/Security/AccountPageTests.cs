using System.Net;

namespace SysCsv.Portal.Tests.Security;

public sealed class AccountPageTests(RouteListTests.App app) : IClassFixture<RouteListTests.App>
{
    [Theory]
    [InlineData("dark", " data-theme=\"dark\"")]
    [InlineData("light", " data-theme=\"light\"")]
    [InlineData("\"><b>", "")]
    [InlineData(null, "")]
    public async Task Page_of_an_account_follows_the_switch_between_dark_and_light(string? cookie, string attribute)
    {
        using var client = app.Portal.Bare();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account/sign-in");
        if (cookie is not null)
            request.Headers.Add("Cookie", $"syscsv-theme={Uri.EscapeDataString(cookie)}");

        using var answer = await client.SendAsync(request);

        Assert.Contains($"<html lang=\"en\"{attribute}>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_is_removed_only_after_a_question_that_says_what_happens()
    {
        using var admin = await app.Portal.SignedInAsync("administrator");
        var name = await app.Portal.AddUserAsync("viewer", "leaver");
        var remove = $"/account/users/{await app.Portal.IdOfAsync(name)}/remove";
        Assert.Contains($"href=\"{remove}\"", await admin.GetStringAsync("/account/users"), StringComparison.Ordinal);

        var question = await admin.GetStringAsync(remove);
        Assert.Contains("<strong>leaver</strong> can&#x27;t sign in any more", question, StringComparison.Ordinal);
        Assert.Contains("leaver", await admin.GetStringAsync("/account/users"), StringComparison.Ordinal);
        using var removed = await PortalApp.PostFormAsync(admin, remove, remove);

        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        Assert.DoesNotContain($"href=\"{remove}\"", await removed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
