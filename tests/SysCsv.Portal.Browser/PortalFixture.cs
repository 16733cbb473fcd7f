using Microsoft.Playwright;

namespace SysCsv.Portal.Browser;

/// <summary>A portal with its first administrator, and a browser. One for all tests of a class.</summary>
public sealed class PortalFixture : IAsyncLifetime
{
    public const string Administrator = "ada";
    public const string Password = "a few words for tests";

    private readonly string _folder = Directory.CreateTempSubdirectory("syscsv-browser-").FullName;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static string? SkipReason => File.Exists(Chromium)
        ? null
        : "There is no Chromium. Install the Debian package chromium, or name one by SYSCSV_TEST_CHROMIUM.";

    private static string Chromium => Environment.GetEnvironmentVariable("SYSCSV_TEST_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";

    public PortalProcess Portal { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (SkipReason is not null)
            return;

        Portal = new(_folder);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        await SetUpAsync();
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        Portal?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A page of a new visitor.</summary>
    public async Task<IPage> VisitAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Portal.Url.OriginalString,
            ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 900 },
            ColorScheme = scheme,
            AcceptDownloads = true,
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        return page;
    }

    /// <summary>A page of the administrator, signed in.</summary>
    public async Task<IPage> SignInAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await VisitAsync(width, scheme);
        await page.GotoAsync("/");
        await page.GetByLabel("Name").FillAsync(Administrator);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/account/", StringComparison.Ordinal));
        return page;
    }

    private async Task SetUpAsync()
    {
        var page = await VisitAsync();
        await page.GotoAsync((await Portal.SetUpLinkAsync()).PathAndQuery);
        await page.GetByLabel("Name").FillAsync(Administrator);
        await page.GetByLabel("New password").FillAsync(Password);
        await page.GetByLabel("The same again").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/account/set-up", StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }
}
