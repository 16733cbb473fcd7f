using Bunit;
using SysCsv.Portal.Components.Pages.Imports;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Tests.Components.Fakes;

namespace SysCsv.Portal.Tests.Components;

public sealed class ImportsPageTests : PageTest
{
    [Fact]
    public void Lists_the_imports()
    {
        Imports.All.AddRange([Sample.Completed, Sample.Running]);

        var page = Show<ImportsPage>();

        Assert.Equal(["newsletter.csv", "spring-fair.csv"], page.FindAll("td.sc-first").Select(cell => cell.TextContent));
        Assert.Equal($"imports/{Sample.OtherId}", page.Find("td.sc-first a").GetAttribute("href"));
        Assert.Equal("11,000 inserted, 270 duplicate, 3 rejected", page.Find(".sc-counts-bar").GetAttribute("aria-label"));
    }

    [Fact]
    public void Filter_comes_from_the_address()
    {
        Imports.All.AddRange([Sample.Completed, Sample.Running]);
        At("/imports?state=Completed&q=news&after=mark");

        var page = Show<ImportsPage>();

        Assert.Equal(new ImportQuery(PortalImportState.Completed, "news", "mark"), Imports.Asked);
        Assert.Single(page.FindAll("tbody tr"));
    }

    [Fact]
    public void Filter_goes_into_the_address()
    {
        var page = Show<ImportsPage>();

        page.Find("input[type=search]").Input("fair");
        page.Find("form").Submit();
        page.Find("select").Change("Running");

        Assert.Equal("/?q=fair&state=Running", Address);
    }

    [Fact]
    public void Order_comes_from_the_address()
    {
        Imports.All.Add(Sample.Running);
        At("/imports?order=oldest");

        var page = Show<ImportsPage>();

        Assert.Equal(ImportOrder.Oldest, Imports.Asked!.Order);
        Assert.Equal("Imports, oldest first", page.Find("caption").TextContent);
    }

    [Fact]
    public void Order_goes_into_the_address_and_begins_at_the_first_page()
    {
        At("/imports?after=mark");
        var page = Show<ImportsPage>();

        page.FindAll("select")[1].Change("Oldest");
        Assert.Equal("/imports?order=oldest", Address);
        page.FindAll("select")[1].Change("Name");
        Assert.Equal("/imports?order=name", Address);
        Assert.Equal(ImportOrder.Name, Imports.Asked!.Order);
        page.FindAll("select")[1].Change("Newest");
        Assert.Equal("/imports", Address);
    }

    [Fact]
    public void Next_page_is_a_link()
    {
        Imports.All.AddRange([Sample.Completed, Sample.Running, Sample.Running with { Id = new(Guid.NewGuid()) }]);
        At("/imports?state=Running");

        var page = Show<ImportsPage>();

        Assert.EndsWith("/imports?state=Running&after=more", page.Find(".sc-next").GetAttribute("href"));
    }

    [Fact]
    public void Empty_list_says_what_to_do()
    {
        var page = Show<ImportsPage>();

        Assert.Equal("upload", page.Find(".sc-empty a").GetAttribute("href"));
    }

    [Fact]
    public void Viewer_is_not_sent_to_the_upload()
    {
        SeenByViewer();

        Assert.Empty(Show<ImportsPage>().FindAll("a[href=upload]"));
    }

    [Fact]
    public void Filter_that_fits_nothing_can_be_left()
    {
        Imports.All.Add(Sample.Running);
        At("/imports?q=nothing");

        Assert.Contains("No import fits", Show<ImportsPage>().Find(".sc-empty").TextContent);
    }

    [Fact]
    public void Database_that_is_away_is_said()
    {
        Imports.Failure = Away;

        Assert.Contains("The database does not answer.", Show<ImportsPage>().Find("[role=alert]").TextContent);
    }

    [Fact]
    public void Address_that_leads_into_another_list_leads_to_the_beginning_of_this_one()
    {
        Imports.All.Add(Sample.Running);
        Imports.HasNoCursor = true;
        At("/imports?order=name&after=mark");

        var page = Show<ImportsPage>();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        Assert.Equal("/imports?order=name", Address);
        Assert.Contains("Here is its beginning", Assert.Single(Said));
    }

    [Fact]
    public void Running_import_changes_in_place()
    {
        Imports.All.Add(Sample.Running);
        var page = Show<ImportsPage>();

        Feed.Push(Sample.Snapshot with { Running = [Sample.Running with { State = PortalImportState.Paused }] });

        page.WaitForAssertion(() => Assert.Equal("Paused", page.Find("td .sc-chip").TextContent));
    }

    [Fact]
    public void Import_at_its_end_is_read_again()
    {
        Imports.All.Add(Sample.Running);
        var page = Show<ImportsPage>();

        Imports.All[0] = Sample.Running with { State = PortalImportState.Completed };
        Feed.Push(Sample.Snapshot with { Running = [] });

        page.WaitForAssertion(() => Assert.Equal("Completed", page.Find("td .sc-chip").TextContent));
    }

    [Fact]
    public void Import_that_a_list_cut_short_leaves_out_is_read_every_ten_seconds_only()
    {
        Imports.All.Add(Sample.Running);
        var page = Show<ImportsPage>();
        var cut = Sample.Snapshot with { Running = [], ListsAll = false };
        Feed.Push(cut);
        page.WaitForAssertion(() => Assert.Equal(2, Imports.Listed));

        Imports.All[0] = Sample.Running with { State = PortalImportState.Paused };
        for (var second = 1; second < 10; second++)
            Feed.Push(cut with { At = cut.At.AddSeconds(second) });
        Assert.Equal(2, Imports.Listed);
        Feed.Push(cut with { At = cut.At.AddSeconds(10) });

        page.WaitForAssertion(() => Assert.Equal("Paused", page.Find("td .sc-chip").TextContent));
        Assert.Equal(3, Imports.Listed);
    }
}
