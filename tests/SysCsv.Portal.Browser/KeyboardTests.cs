using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SysCsv.Portal.Browser;

public sealed class KeyboardTests(PortalFixture fixture) : BrowserTests(fixture)
{
    [SkippableFact]
    public async Task File_is_imported_and_its_rejected_rows_are_looked_at_without_a_mouse()
    {
        Skip.If(PortalFixture.SkipReason is not null, PortalFixture.SkipReason);
        var page = await Fixture.VisitAsync();
        var keyboard = new Keyboard(page);
        await page.GotoAsync("/account/sign-in");

        // A browser gives the focus when it first paints, which may be after the page is loaded: what is typed before that is lost.
        await Expect(page.GetByLabel("Name")).ToBeFocusedAsync();
        await keyboard.TypeAsync(PortalFixture.Administrator);
        await keyboard.TabToAsync("Password");
        await keyboard.TypeAsync(PortalFixture.Password);
        await keyboard.PressAsync("Enter");
        await page.Locator(".sc-tiles").WaitForAsync();

        await SkipToTheContentAsync(keyboard);
        await keyboard.TabToAsync("Upload a file");
        await keyboard.PressAsync("Enter");
        await keyboard.ArrivesAtAsync("Upload");

        await keyboard.TabToAsync("Drop CSV files here, or choose them");
        var chooser = await page.RunAndWaitForFileChooserAsync(() => keyboard.PressAsync("Enter"));
        await chooser.SetFilesAsync(new FilePayload
        {
            Name = "keys.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("email,name\nkay@keys.example.com,Kay\nno address,Nobody\n"),
        });
        await keyboard.ArrivesAtAsync("keys.csv");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);

        await ChangeOneMindAsync(page, keyboard);
        await keyboard.TabToAsync("Import");
        await keyboard.PressAsync("Enter");
        await keyboard.ArrivesAtAsync("keys.csv");
        await Expect(page.Locator("h1")).ToContainTextAsync("Completed");

        await keyboard.TabToAsync("Rejected rows 1");
        await keyboard.PressAsync("Enter");
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("no address,Nobody");
        await keyboard.TabToAsync("Download as CSV");
        var rows = await page.RunAndWaitForDownloadAsync(() => keyboard.PressAsync("Enter"));
        Assert.Contains("no address,Nobody", await File.ReadAllTextAsync(await rows.PathAsync()), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Menu_of_the_user_is_opened_and_closed_without_a_mouse()
    {
        Skip.If(PortalFixture.SkipReason is not null, PortalFixture.SkipReason);
        var page = await Fixture.EnterAsync();
        var keyboard = new Keyboard(page);
        await page.OpenAsync("/");

        await keyboard.TabToAsync(PortalFixture.Administrator);
        await keyboard.PressAsync("Enter");
        await keyboard.TabToAsync("Password");
        await keyboard.PressAsync("Escape");

        await Expect(page.Locator(".sc-user-menu")).ToBeHiddenAsync();
        Assert.Equal(PortalFixture.Administrator, await keyboard.FocusAsync());
    }

    // The first stop of each page leads past the navigation.
    private static async Task SkipToTheContentAsync(Keyboard keyboard)
    {
        await keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await keyboard.FocusAsync());
        await keyboard.PressAsync("Enter");
        await keyboard.PressAsync("Tab");
        Assert.Equal("Upload a file", await keyboard.FocusAsync());
        await keyboard.PressAsync("Shift+Tab");
    }

    // A question keeps the focus, goes away by Escape, and gives it back.
    private static async Task ChangeOneMindAsync(IPage page, Keyboard keyboard)
    {
        await keyboard.TabToAsync("Discard");
        await keyboard.PressAsync("Enter");

        // The dialog takes the focus from where it was, and gives it back there: not before is it moved on.
        await Expect(page.Locator("[role=dialog] :focus")).ToHaveCountAsync(1);
        foreach (var button in new[] { "Keep as it is", "Discard", "Keep as it is" })
            await keyboard.TabToAsync(button);
        Assert.Equal(1, await page.Locator("[role=dialog] :focus").CountAsync());

        await keyboard.PressAsync("Escape");

        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Discard" })).ToBeFocusedAsync();
    }
}
