using System.Net;
using SysCsv.Testing;

namespace SysCsv.Portal.Tests.Security;

public sealed class SlowDatabaseTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Session_holds_while_the_driver_gives_up_on_reading_it()
    {
        var database = new SlowDatabase();
        using var app = new PortalApp(services: database.Replace);
        using var client = await app.SignedInAsync("viewer");
        using (await client.GetAsync("/api/v1/session"))
            database.IsSlow = true;

        using var answer = await client.GetAsync("/api/v1/session");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEqual(0, database.GaveUp);
    }

    [Fact]
    public async Task Host_starts_while_the_driver_gives_up_and_has_its_accounts_once_it_does_not()
    {
        var database = new SlowDatabase { IsSlow = true };
        using var app = new PortalApp(services: database.Replace);
        using (var alive = await app.Bare().GetAsync("/healthz/live"))
            Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.NotEqual(0, database.GaveUp);

        database.IsSlow = false;

        await Eventually.BecomesAsync(() => Task.FromResult(app.SetUpLinks.Count > 0), Patience, "the set-up link is printed");
    }
}
