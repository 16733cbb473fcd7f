using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SysCsv.Testing;
using static Microsoft.Playwright.Assertions;

namespace SysCsv.Portal.Browser;

/// <summary>A page that loses its connection, and one that is left in the middle of an upload.</summary>
public sealed class LossTests(PortalFixture fixture) : BrowserTests(fixture)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private string Uploads => Path.Combine(Fixture.Portal.Folder, "syscsv-data", "uploads");

    [SkippableFact]
    public async Task Page_whose_connection_was_cut_comes_back_with_true_numbers()
    {
        Skip.If(PortalFixture.SkipReason is not null, PortalFixture.SkipReason);
        var page = await Fixture.EnterAsync();
        var line = new Line();
        await page.RouteWebSocketAsync(new Regex("/_blazor"), line.Take);
        await page.RouteAsync(new Regex("/_blazor"), line.TakeAsync);
        await page.OpenAsync("/");
        await Expect(page.Locator(".sc-tiles")).ToContainTextAsync(new Regex(@"Contacts\s*0\b"));

        await line.CutAsync();
        await Expect(page.Locator(".sc-reconnect-trying")).ToBeVisibleAsync();
        await ImportAsync(7);
        await Expect(page.Locator(".sc-tiles")).ToContainTextAsync(new Regex(@"Contacts\s*0\b"));
        line.Mend();

        await Expect(page.Locator(".sc-tiles")).ToContainTextAsync(new Regex(@"Contacts\s*7\b"));
        await Expect(page.Locator(".sc-reconnect-trying")).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Page_whose_portal_was_restarted_is_loaded_again_by_its_link_and_stays_where_it_was()
    {
        Skip.If(PortalFixture.SkipReason is not null, PortalFixture.SkipReason);
        var page = await Fixture.EnterAsync();
        await page.OpenAsync("/imports?order=name");

        Fixture.Portal.Restart();
        await Expect(page.Locator(".sc-reconnect-lost")).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await page.GetByRole(AriaRole.Link, new() { Name = "Load the page again" }).ClickAsync();

        await Expect(page.Locator(".sc-reconnect-lost")).ToBeHiddenAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Imports");
        Assert.EndsWith("/imports?order=name", page.Url, StringComparison.Ordinal);
    }

    // Not by closing the page: that ends the slowing-down first, and all of the file may arrive after all.
    [SkippableFact]
    public async Task File_that_is_being_sent_when_its_page_is_reloaded_becomes_no_import_and_stays_nowhere()
    {
        Skip.If(PortalFixture.SkipReason is not null, PortalFixture.SkipReason);
        var page = await Fixture.EnterAsync();
        var before = Files();
        await page.OpenAsync("/upload");
        await SlowDownAsync(page);
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "large.csv", MimeType = "text/csv", Buffer = new byte[8_000_000] });
        await Eventually.BecomesAsync(() => Parts().Any(part => part.Length > 0), Limit, "the file arrives");

        await page.ReloadAsync();

        await Eventually.BecomesAsync(() => Parts().Count == 0, Limit, "what had arrived is removed");
        Assert.Equal(before, Files());
        var list = await Fixture.EnterAsync();
        await list.OpenAsync("/imports");
        await Expect(list.Locator("main")).Not.ToContainTextAsync("large.csv");
    }

    [SkippableFact]
    public async Task File_whose_connection_broke_together_with_that_of_its_page_is_said_to_have_failed_and_the_next_is_sent()
    {
        Skip.If(PortalFixture.SkipReason is not null, PortalFixture.SkipReason);
        var page = await Fixture.EnterAsync();
        var line = new Line();
        await page.RouteWebSocketAsync(new Regex("/_blazor"), line.Take);
        await page.RouteAsync(new Regex("/_blazor"), line.TakeAsync);
        var cut = new TaskCompletionSource();
        await page.RouteAsync("**/api/v1/uploads", async route =>
        {
            if (cut.Task.IsCompleted)
            {
                await route.ContinueAsync();
                return;
            }

            await line.CutAsync();
            await route.AbortAsync();
            cut.SetResult();
        });
        await page.OpenAsync("/upload");

        await page.Locator("input[type=file]").SetInputFilesAsync(
        [
            new FilePayload { Name = "first.csv", MimeType = "text/csv", Buffer = "email\nfirst@example.com\n"u8.ToArray() },
            new FilePayload { Name = "second.csv", MimeType = "text/csv", Buffer = "email\nsecond@example.com\n"u8.ToArray() },
        ]);
        await cut.Task.WaitAsync(Limit);
        await Expect(page.Locator(".sc-reconnect-trying")).ToBeVisibleAsync();
        line.Mend();

        await Expect(page.Locator("main [role=alert]")).ToContainTextAsync("The connection broke");
        await Expect(page.Locator(".sc-file-actions a")).ToHaveAttributeAsync("href", new Regex("^upload/"));
    }

    // The page listens for files one round trip after it shows their field.
    [SkippableFact]
    public async Task File_that_is_chosen_as_soon_as_the_page_stands_is_taken()
    {
        Skip.If(PortalFixture.SkipReason is not null, PortalFixture.SkipReason);
        var page = await Fixture.EnterAsync();
        await page.AddInitScriptAsync("""
            new MutationObserver((_, observer) => {
                const input = document.querySelector('input[type=file]');
                if (input) {
                    observer.disconnect();
                    const chosen = new DataTransfer();
                    chosen.items.add(new File(['email\nearly@example.com\n'], 'early.csv', { type: 'text/csv' }));
                    input.files = chosen.files;
                    input.dispatchEvent(new Event('change'));
                }
            }).observe(document, { childList: true, subtree: true });
            """);

        await page.GotoAsync("/upload");

        await page.WaitForURLAsync("**/upload/*");
    }

    private List<FileInfo> Parts()
    {
        var incoming = new DirectoryInfo(Path.Combine(Uploads, "incoming"));
        return incoming.Exists ? [.. incoming.EnumerateFiles()] : [];
    }

    private int Files() => Directory.Exists(Uploads) ? Directory.EnumerateFiles(Uploads, "*.csv").Count() : 0;

    private async Task ImportAsync(int contacts)
    {
        var page = await Fixture.EnterAsync();
        var rows = string.Concat(Enumerable.Range(1, contacts).Select(i => $"person{i}@loss.example.com,Person {i}\n"));
        await page.OpenAsync("/upload");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "loss.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes($"email,name\n{rows}") });
        await page.WaitForURLAsync("**/upload/*");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/imports/*");
        await Expect(page.Locator("h1")).ToContainTextAsync("Completed");
    }

    private static async Task SlowDownAsync(IPage page)
    {
        var tools = await page.Context.NewCDPSessionAsync(page);
        await tools.SendAsync("Network.emulateNetworkConditions", new()
        {
            ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = 200_000,
        });
    }

    /// <summary>The connection of a page, which can be cut and mended.</summary>
    private sealed class Line
    {
        private volatile IWebSocketRoute? _route;
        private volatile bool _isCut;

        public void Take(IWebSocketRoute route)
        {
            if (_isCut)
            {
                _ = route.CloseAsync();
                return;
            }

            route.ConnectToServer();
            _route = route;
        }

        // Without websockets the page would go on by plain requests.
        public Task TakeAsync(IRoute route) => _isCut ? route.AbortAsync() : route.ContinueAsync();

        public Task CutAsync()
        {
            _isCut = true;
            return _route!.CloseAsync();
        }

        public void Mend() => _isCut = false;
    }
}
