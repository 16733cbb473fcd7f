using System.Text;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SysCsv.Transports.Sqlite;
using static Microsoft.Playwright.Assertions;

namespace SysCsv.Portal.Browser;

/// <summary>What people do once the files are in: find a contact, change it, erase it, and decide on dead letters.</summary>
public sealed class RepairFlowTests(PortalFixture fixture) : BrowserTests(fixture)
{
    [SkippableFact]
    public async Task Contact_is_searched_edited_and_erased()
    {
        Skip.If(PortalFixture.SkipReason is not null, PortalFixture.SkipReason);
        var page = await Fixture.EnterAsync();
        await ImportAsync(page, "email,name,city\nkim@repair.example.com,Kim Lee,Oslo\nlars@repair.example.com,Lars Berg,Bergen\n");

        await page.OpenAsync("/contacts");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("kim@repair");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);

        // A page that is shared or reloaded shows the same, and no server was told what was searched for.
        Assert.EndsWith("/contacts#q=kim@repair", page.Url, StringComparison.Ordinal);
        await page.ReloadAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        Assert.DoesNotContain("kim@repair", Fixture.Portal.Output, StringComparison.OrdinalIgnoreCase);

        await page.GetByRole(AriaRole.Link, new() { Name = "kim@repair.example.com" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("Kim Solberg");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Kim Solberg");

        await page.GetByRole(AriaRole.Button, new() { Name = "Erase this person" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Erase", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/contacts");
        await Expect(page.Locator("tbody")).Not.ToContainTextAsync("kim@repair.example.com");
    }

    [SkippableFact]
    public async Task Contact_is_found_by_any_column_on_a_phone_too()
    {
        Skip.If(PortalFixture.SkipReason is not null, PortalFixture.SkipReason);
        var page = await Fixture.EnterAsync(390);
        await ImportAsync(page, "email,name,city\nnils@anywhere.example.com,Nils Holm,Trondheim\nida@anywhere.example.com,Ida Vik,Tromsø\n");

        await page.OpenAsync("/contacts");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("ONDHEI");
        await page.GetByLabel("Where it stands").SelectOptionAsync("Anywhere");
        await page.GetByLabel("Only in the column").FillAsync("city");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Looked through all" })).ToContainTextAsync("1 found");
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("nils@anywhere.example.com");
        Assert.EndsWith("/contacts#q=ONDHEI&match=anywhere&column=city", page.Url, StringComparison.Ordinal);
        Assert.Equal(390, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Empty((await page.RunAxe(AccessibilityTests.Rules)).Violations.Select(violation => $"{violation.Id}: {violation.Help}"));

        await page.ReloadAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Export as CSV" }).ClickAsync());
        Assert.Contains("Nils Holm", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        Assert.DoesNotContain("ONDHEI", Fixture.Portal.Output, StringComparison.OrdinalIgnoreCase);
    }

    [SkippableFact]
    public async Task Rows_of_an_import_are_listed_by_their_fate_on_a_phone_too()
    {
        Skip.If(PortalFixture.SkipReason is not null, PortalFixture.SkipReason);
        var page = await Fixture.EnterAsync(390);
        await ImportAsync(page, "email,name\nann@rows.example.com,Ann\nann@rows.example.com,Anna\nnonsense,Nobody\n");

        await page.GetByRole(AriaRole.Link, new() { Name = "All rows" }).ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Rows" }).SelectOptionAsync("Duplicate");

        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("The contact holds row 2");
        Assert.EndsWith("?part=rows&fate=duplicate", page.Url, StringComparison.Ordinal);
        Assert.Equal(390, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Empty((await page.RunAxe(AccessibilityTests.Rules)).Violations.Select(violation => $"{violation.Id}: {violation.Help}"));
    }

    [SkippableFact]
    public async Task Dead_letter_is_replayed_and_discarded()
    {
        Skip.If(PortalFixture.SkipReason is not null, PortalFixture.SkipReason);
        var page = await Fixture.EnterAsync();
        await SendAsync("no message of ours");

        await page.OpenAsync("/queue");
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("not JSON");
        await page.GetByRole(AriaRole.Button, new() { Name = "Replay all" }).ClickAsync();
        await Expect(page.GetByText("1 message put back into the queue.")).ToBeVisibleAsync();

        // It is no better the second time, and comes back.
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("not JSON");
        await page.GetByRole(AriaRole.Button, new() { Name = "Discard all" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Discard", Exact = true }).ClickAsync();
        await Expect(page.GetByText("There are no dead letters")).ToBeVisibleAsync();

        await page.OpenAsync("/settings?part=audit");
        await Expect(page.Locator("tbody")).ToContainTextAsync("Dead letters replayed");
        await Expect(page.Locator("tbody")).ToContainTextAsync("Dead letters discarded");
    }

    private async Task SendAsync(string body)
    {
        await using var queue = new SqliteTransport(new EmbeddedTransportOptions { DataSource = Path.Combine(Fixture.Portal.Folder, "syscsv-data", "queue.db") });
        await queue.EnsureQueueAsync(default);
        await queue.SendAsync([new("stray", Encoding.UTF8.GetBytes(body))], default);
    }

    private static async Task ImportAsync(IPage page, string csv)
    {
        await page.OpenAsync("/upload");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "repair.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
        await page.WaitForURLAsync("**/upload/*");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/imports/*");
        await Expect(page.Locator("h1")).ToContainTextAsync("Completed");
    }
}
