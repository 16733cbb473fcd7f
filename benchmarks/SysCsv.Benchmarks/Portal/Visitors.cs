using Microsoft.Playwright;

namespace SysCsv.Benchmarks.Portal;

/// <summary>Chromium with the portal's administrator in it: each page is a circuit of its own in the host.</summary>
internal sealed class Visitors : IAsyncDisposable
{
    private const string Password = "a few words for benchmarks";

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Visitors(IPlaywright playwright, IBrowser browser, IBrowserContext context) => (_playwright, _browser, Context) = (playwright, browser, context);

    public IBrowserContext Context { get; }

    public static async Task<Visitors> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("SYSCSV_TEST_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"],
        });
        return new(playwright, browser, await browser.NewContextAsync());
    }

    /// <summary>Makes the first administrator, who is signed in then.</summary>
    public async Task SetUpAsync(PortalHostProcess host)
    {
        var page = await Context.NewPageAsync();
        await page.GotoAsync(await host.SetUpLinkAsync());
        await page.GetByLabel("Name").FillAsync("ada");
        await page.GetByLabel("New password").FillAsync(Password);
        await page.GetByLabel("The same again").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.Locator(".sc-tiles").WaitForAsync();
        await page.CloseAsync();
    }

    /// <summary>Opens the overview in a new tab, and returns when it shows its numbers.</summary>
    public async Task<IPage> OpenAsync(PortalHostProcess host)
    {
        var page = await EmptyTabAsync();
        await OpenAsync(page, host);
        return page;
    }

    public static async Task OpenAsync(IPage tab, PortalHostProcess host)
    {
        await tab.GotoAsync(host.Url.OriginalString);
        await tab.Locator(".sc-tiles").WaitForAsync();
    }

    public static async Task OpenSignInAsync(IPage tab, PortalHostProcess host)
    {
        await tab.GotoAsync(host.Url.OriginalString);
        await tab.GetByLabel("Password").WaitForAsync();
    }

    public Task<IPage> EmptyTabAsync() => Context.NewPageAsync();

    /// <summary>A tab of a browser in which nobody is signed in.</summary>
    public async Task<IPage> StrangersTabAsync() => await (await _browser.NewContextAsync()).NewPageAsync();

    /// <summary>As <see cref="OpenAsync"/>, for a host that may refuse.</summary>
    /// <exception cref="System.TimeoutException">The page shows no numbers.</exception>
    public async Task<IPage> TryOpenAsync(PortalHostProcess host, TimeSpan patience)
    {
        var page = await EmptyTabAsync();
        page.SetDefaultTimeout((float)patience.TotalMilliseconds);
        await OpenAsync(page, host);
        return page;
    }

    /// <summary>The cookies of the signed-in administrator, for who is no browser.</summary>
    public async Task<string> CookieAsync(PortalHostProcess host) =>
        string.Join("; ", (await Context.CookiesAsync([host.Url.OriginalString])).Select(cookie => $"{cookie.Name}={cookie.Value}"));

    /// <summary>Asks something of the API as the signed-in administrator.</summary>
    public async Task<string> MakeKeyAsync(PortalHostProcess host)
    {
        var session = (await (await Context.APIRequest.GetAsync($"{host.Url}api/v1/session")).JsonAsync())!.Value;
        var answer = await Context.APIRequest.PostAsync($"{host.Url}api/v1/keys", new()
        {
            Headers = [new(session.GetProperty("antiforgeryHeader").GetString()!, session.GetProperty("antiforgeryToken").GetString()!)],
            DataObject = new { name = "benchmark", scope = "operate" },
        });
        return (await answer.JsonAsync())!.Value.GetProperty("secret").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
