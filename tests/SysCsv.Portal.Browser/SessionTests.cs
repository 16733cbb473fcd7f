namespace SysCsv.Portal.Browser;

public sealed class SessionTests(PortalFixture fixture) : BrowserTests(fixture)
{
    [SkippableFact]
    public async Task Open_page_renews_its_session_while_somebody_uses_it()
    {
        Skip.If(PortalFixture.SkipReason is not null, PortalFixture.SkipReason);
        var page = await Fixture.EnterAsync();
        await page.OpenAsync("/contacts");
        var asked = 0;
        page.Request += (_, request) => asked += request.Url.EndsWith("/api/v1/session", StringComparison.Ordinal) ? 1 : 0;

        // Used at once: too soon after the page was opened.
        await page.Keyboard.PressAsync("Shift");
        await page.EvaluateAsync("() => { const now = performance.now.bind(performance); performance.now = () => now() + 120_000; }");
        Assert.Equal(0, asked);

        var renewal = await page.RunAndWaitForResponseAsync(
            () => page.Keyboard.PressAsync("Shift"), response => response.Url.EndsWith("/api/v1/session", StringComparison.Ordinal));
        await page.Keyboard.PressAsync("Shift");
        await page.EvaluateAsync("() => fetch('healthz/live')");

        Assert.Equal((200, 1), (renewal.Status, asked));
    }
}
