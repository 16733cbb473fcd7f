using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit.Sdk;
using static Microsoft.Playwright.Assertions;

namespace SysCsv.Portal.Browser;

/// <summary>From a file on the desk to contacts in the database, and back with what was rejected.</summary>
public sealed class UploadFlowTests(PortalFixture fixture) : BrowserTests(fixture)
{
    [SkippableFact]
    public async Task File_is_previewed_tried_imported_corrected_and_uploaded_again()
    {
        Skip.If(PortalFixture.SkipReason is not null, PortalFixture.SkipReason);
        var page = await Fixture.EnterAsync();

        await UploadAsync(page, "spring.csv", Rows("spring", 11_000, repeats: 270, broken: 3));
        await Expect(page.Locator("h1")).ToContainTextAsync("spring.csv");
        await Expect(page.Locator("tbody tr")).Not.ToHaveCountAsync(0);
        await NoBarrierAsync(page, "preview");

        await page.GetByRole(AriaRole.Combobox, new() { Name = "First row" }).SelectOptionAsync("yes");
        await page.WaitForURLAsync("**/upload/*?header=yes");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dry run" }).ClickAsync();
        await Expect(page.Locator(".sc-counts-legend")).ToContainTextAsync("11,000");
        await NoBarrierAsync(page, "dry-run");

        await ImportAsync(page);
        await Expect(page.Locator("h1")).ToContainTextAsync("Completed");
        await Expect(page.Locator(".sc-counts-legend dd")).ToHaveTextAsync(["11,000", "0", "270", "3", "0"]);
        await NoBarrierAsync(page, "import");

        await page.GetByRole(AriaRole.Link, new() { Name = "Rejected rows" }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download as CSV" }).ClickAsync());
        var rejected = await File.ReadAllTextAsync(await download.PathAsync());
        await UploadAsync(page, "corrected.csv", rejected.Replace(" at ", "@", StringComparison.Ordinal));
        await ImportAsync(page);
        await Expect(page.Locator("h1")).ToContainTextAsync("Completed");
        await Expect(page.Locator(".sc-counts-legend dd")).ToHaveTextAsync(["3", "0", "0", "0", "0"]);
    }

    [SkippableFact]
    public async Task Import_is_seen_moving_paused_and_resumed_to_its_end()
    {
        Skip.If(PortalFixture.SkipReason is not null, PortalFixture.SkipReason);
        var page = await Fixture.EnterAsync();
        await UploadAsync(page, "autumn-fair.csv", Rows("autumn", 250_000, repeats: 10_000, broken: 40));
        await ImportAsync(page);

        // Paused as soon as it moves: rows are left for all that is looked at, however long that takes.
        await Expect(page.Locator(".sc-big")).ToHaveTextAsync(new Regex("^[1-9][0-9]? %$"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Paused");
        await NoBarrierAsync(page, "import-paused");
        var overview = await page.Context.NewPageAsync();
        await overview.OpenAsync("/");
        await Expect(overview.Locator(".sc-running")).ToContainTextAsync("Paused");

        await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Expect(overview.Locator(".sc-running")).ToContainTextAsync("rows/s");
        await NoBarrierAsync(overview, "overview-running");
        await Expect(page.Locator("h1")).ToContainTextAsync("Completed", new() { Timeout = 180_000 });
        await Expect(page.Locator(".sc-progress-head")).ToContainTextAsync("260,040 of 260,040 rows");
    }

    [SkippableFact]
    public async Task File_that_is_no_text_is_refused_with_the_reason()
    {
        Skip.If(PortalFixture.SkipReason is not null, PortalFixture.SkipReason);
        var page = await Fixture.EnterAsync(width: 390);

        await page.OpenAsync("/upload");
        await NoBarrierAsync(page, "upload-390");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "picture.csv", MimeType = "text/csv", Buffer = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0] });

        await Expect(page.GetByRole(AriaRole.Alert)).Not.ToBeEmptyAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true })).ToBeDisabledAsync();
        await NoBarrierAsync(page, "refused-390");
    }

    private static async Task ImportAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        try
        {
            await page.WaitForURLAsync("**/imports/*");
        }
        catch (TimeoutException exception)
        {
            // The page says why it stays where it is.
            throw new XunitException($"{exception.Message} The page says: {await page.Locator("main").InnerTextAsync()}", exception);
        }
    }

    private static async Task UploadAsync(IPage page, string name, string content)
    {
        // A file, which the browser reads by itself: as a payload, a large one would take long to get there.
        var folder = Directory.CreateTempSubdirectory("syscsv-upload-");
        var file = Path.Combine(folder.FullName, name);
        await File.WriteAllTextAsync(file, content);

        await page.OpenAsync("/upload");
        await page.Locator("input[type=file]").SetInputFilesAsync(file);
        await page.WaitForURLAsync("**/upload/*");
        await Expect(page.Locator("tbody tr")).Not.ToHaveCountAsync(0);
        await page.LoadedAsync();
        folder.Delete(recursive: true);
    }

    private static async Task NoBarrierAsync(IPage page, string picture)
    {
        await Screenshots.TakeAsync(page, picture);
        var result = await page.RunAxe(AccessibilityTests.Rules);
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"));
    }

    private static string Rows(string fair, int people, int repeats, int broken)
    {
        var rows = new StringBuilder("email;name;city\n");
        for (var i = 0; i < people + repeats; i++)
            rows.Append(CultureInfo.InvariantCulture, $"person{i % people}@{fair}.example.com;Person {i % people};Town {i % 40}\n");
        for (var i = 0; i < broken; i++)
            rows.Append(CultureInfo.InvariantCulture, $"broken{i} at {fair}.example.com;Broken {i};Nowhere\n");
        return rows.ToString();
    }
}
