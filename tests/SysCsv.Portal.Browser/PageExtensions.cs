using Microsoft.Playwright;

namespace SysCsv.Portal.Browser;

internal static class PageExtensions
{
    /// <summary>Goes to a page and waits until it shows its data. Nothing is rendered before the circuit stands, so no click is lost.</summary>
    public static async Task OpenAsync(this IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.Locator("h1").WaitForAsync();
        await page.LoadedAsync();
    }

    /// <summary>Fills in the form of the sign-in, which the page shows.</summary>
    public static async Task SignInAsync(this IPage page)
    {
        await page.GetByLabel("Name").FillAsync(PortalFixture.Administrator);
        await page.GetByLabel("Password").FillAsync(PortalFixture.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>Waits until nothing on the page says that it loads.</summary>
    public static Task LoadedAsync(this IPage page) => Assertions.Expect(page.Locator(".sc-skeleton")).ToHaveCountAsync(0);
}
