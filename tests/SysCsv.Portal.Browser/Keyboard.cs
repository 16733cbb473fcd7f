using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SysCsv.Portal.Browser;

/// <summary>Somebody who has no mouse. Each stop of the Tab key must be seen.</summary>
internal sealed class Keyboard(IPage page)
{
    private const int MostStops = 40;

    // Where the focus is, by the name that is read out; and whether it shows, on the element or on the label around it.
    private const string Look =
        """
        () => {
            const element = document.activeElement;
            const shows = part => { const style = getComputedStyle(part); return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; };
            const box = element.getBoundingClientRect();
            const name = element.getAttribute('aria-label') ?? (element.labels?.length ? element.labels[0].innerText : element.innerText) ?? '';
            return {
                name: name.trim().split('\n')[0].replace(/\s+/g, ' ').trim(),
                seen: (shows(element) || element.labels?.length > 0 && shows(element.labels[0])) && box.bottom > 0 && box.top < innerHeight,
                what: element.outerHTML.slice(0, 200),
            };
        }
        """;

    /// <summary>Presses Tab until the element with the name has the focus.</summary>
    public async Task TabToAsync(string name)
    {
        var passed = new List<string>();
        for (var stop = 0; stop < MostStops; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focus = await page.EvaluateAsync<Focus>(Look);
            Assert.True(focus.Seen, $"Nobody sees that the focus is on {focus.What}");
            passed.Add(focus.Name);
            if (focus.Name == name)
                return;
        }

        Assert.Fail($"'{name}' is not reached, but {string.Join(" | ", passed)}");
    }

    /// <summary>The name of what has the focus now.</summary>
    public async Task<string> FocusAsync() => (await page.EvaluateAsync<Focus>(Look)).Name;

    public Task PressAsync(string key) => page.Keyboard.PressAsync(key);

    public Task TypeAsync(string text) => page.Keyboard.TypeAsync(text);

    /// <summary>Waits until a page stands whose title has the focus.</summary>
    public Task ArrivesAtAsync(string title) => Expect(page.Locator("h1", new() { HasText = title })).ToBeFocusedAsync();

    private sealed record Focus
    {
        public string Name { get; init; } = "";

        public bool Seen { get; init; }

        public string What { get; init; } = "";
    }
}
