using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace SysCsv.Portal.Browser;

public sealed class AccessibilityTests(PortalFixture fixture) : BrowserTests(fixture)
{
    internal static readonly AxeRunOptions Rules = new() { RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] } };

    // All that differs between dark and light.
    private static readonly AxeRunOptions Contrast = new() { RunOnly = new() { Type = "rule", Values = ["color-contrast"] } };

    public static TheoryData<string, ColorScheme> Pages()
    {
        var pages = new TheoryData<string, ColorScheme>();
        foreach (var path in PortalPages.All)
        {
            pages.Add(path, ColorScheme.Light);
            pages.Add(path, ColorScheme.Dark);
        }

        return pages;
    }

    [SkippableTheory]
    [MemberData(nameof(Pages))]
    public async Task Page_has_no_barrier_that_a_machine_can_find(string path, ColorScheme scheme)
    {
        Skip.If(PortalFixture.SkipReason is not null, PortalFixture.SkipReason);
        var page = await Fixture.EnterAsync(scheme: scheme);

        await page.OpenAsync(path);
        var result = await page.RunAxe(scheme == ColorScheme.Light ? Rules : Contrast);

        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help} {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"));
    }
}
