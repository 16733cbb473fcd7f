using Microsoft.Playwright;

namespace SysCsv.Portal.Browser;

internal static class PageExtensions
{
    /// <summary>Goes to a page and waits until its circuit stands: what is clicked before is lost.</summary>
    public static async Task OpenAsync(this IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.InteractiveAsync();
        await page.LoadedAsync();
    }

    /// <summary>Waits until nothing on the page says that it loads.</summary>
    public static Task LoadedAsync(this IPage page) => Assertions.Expect(page.Locator(".sc-skeleton")).ToHaveCountAsync(0);

    public static Task InteractiveAsync(this IPage page) => page.WaitForFunctionAsync(
        "() => [...document.querySelectorAll('main *, header *, nav *, aside *')].some(e => e.getAttributeNames().some(n => n.startsWith('_bl_'))) || document.querySelector('[data-interactive]')");
}
