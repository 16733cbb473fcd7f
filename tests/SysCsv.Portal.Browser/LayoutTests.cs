
namespace SysCsv.Portal.Browser;

public sealed class LayoutTests(PortalFixture fixture) : BrowserTests(fixture)
{
    public static TheoryData<string, int> Pages()
    {
        var pages = new TheoryData<string, int>();
        foreach (var path in PortalPages.All)
        {
            pages.Add(path, 1280);
            pages.Add(path, 390);
        }

        return pages;
    }

    [SkippableTheory]
    [MemberData(nameof(Pages))]
    public async Task Page_fits_the_width_and_writes_no_error(string path, int width)
    {
        Skip.If(PortalFixture.SkipReason is not null, PortalFixture.SkipReason);
        var page = await Fixture.EnterAsync(width);
        var errors = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                errors.Add(message.Text);
        };
        page.PageError += (_, error) => errors.Add(error);

        await page.OpenAsync(path);
        await Screenshots.TakeAsync(page, $"{Screenshots.NameOf(path)}-{width}");

        Assert.Equal(width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Empty(errors);
    }
}
