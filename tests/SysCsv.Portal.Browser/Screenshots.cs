using Microsoft.Playwright;

namespace SysCsv.Portal.Browser;

/// <summary>Pictures for whoever works on the look: kept in the folder that SYSCSV_SCREENSHOTS names, else none are taken.</summary>
internal static class Screenshots
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("SYSCSV_SCREENSHOTS");

    public static string NameOf(string path) => path == "/" ? "overview" : path.Trim('/').Replace('/', '-').Replace('?', '-').Replace('=', '-');

    public static async Task TakeAsync(IPage page, string name)
    {
        if (!string.IsNullOrEmpty(Folder))
            await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.png"), FullPage = true });
    }
}
