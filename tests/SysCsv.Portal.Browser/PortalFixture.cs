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
    private string? _signedIn;

    public static string? SkipReason => File.Exists(Chromium)
        ? null
        : "There is no Chromium. Install the Debian package chromium, or name one by SYSCSV_TEST_CHROMIUM.";

    private static string Chromium => Environment.GetEnvironmentVariable("SYSCSV_TEST_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";

    public PortalProcess Portal { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (SkipReason is not null)
            return;

        // Five seconds, as Playwright has it, are short where other tests have the processor.
        Assertions.SetDefaultExpectTimeout(60_000);
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
    public Task<IPage> VisitAsync() => OpenAsync(1280, ColorScheme.Light, state: null);

    /// <summary>A page of the administrator, who signed in before.</summary>
    public Task<IPage> EnterAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light) => OpenAsync(width, scheme, _signedIn);

    /// <summary>Closes all pages.</summary>
    public async Task ClosePagesAsync()
    {
        foreach (var context in _browser?.Contexts.ToList() ?? [])
            await context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(int width, ColorScheme scheme, string? state)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Portal.Url.OriginalString,
            ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 900 },
            ColorScheme = scheme,
            AcceptDownloads = true,
            StorageState = state,
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(120_000);
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
        await page.GotoAsync("/");
        if (page.Url.Contains("/account/sign-in", StringComparison.Ordinal))
            await page.SignInAsync();
        await page.Locator("h1").WaitForAsync();
        _signedIn = await page.Context.StorageStateAsync();
        await page.Context.CloseAsync();
    }
}
