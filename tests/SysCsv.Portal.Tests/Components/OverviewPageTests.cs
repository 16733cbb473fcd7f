using Bunit;
using SysCsv.Portal.Components.Pages;
using SysCsv.Portal.Tests.Components.Fakes;
using SysCsv.Transports;

namespace SysCsv.Portal.Tests.Components;

public sealed class OverviewPageTests : PageTest
{
    [Fact]
    public void Shows_what_goes_on_now()
    {
        Feed.Current = Sample.Snapshot;

        var page = Show<OverviewPage>();

        var tiles = page.FindAll(".sc-tile-value").Select(tile => tile.TextContent);
        Assert.Equal(["1,234,567", "12,345", "7", "3"], tiles);
        Assert.Contains("+890 today", page.Markup);
        Assert.Contains("5,000 of about 20,000 rows", page.Markup);
        Assert.Equal("25", page.Find(".sc-running [role=progressbar]").GetAttribute("aria-valuenow"));
    }

    [Fact]
    public void Follows_the_feed_and_tells_rate_and_end()
    {
        Feed.Current = Sample.Snapshot;
        var page = Show<OverviewPage>();

        Feed.Push(Sample.Snapshot);
        Feed.Push(Sample.Snapshot with { At = Sample.Now.AddSeconds(2), Running = [Sample.Running with { Counts = new(6_000, 500, 400, 90, 10) }] });

        page.WaitForAssertion(() => Assert.Contains("7,000 of about 20,000 rows · 1,000 rows/s · 13 seconds left", page.Markup));
    }

    [Fact]
    public void Says_what_to_do_when_nothing_runs()
    {
        Feed.Current = Sample.Snapshot with { Running = [] };

        var page = Show<OverviewPage>();

        Assert.Equal("upload", page.Find(".sc-empty a").GetAttribute("href"));
    }

    [Fact]
    public void Says_that_nobody_knows_what_runs_while_the_database_is_away()
    {
        Feed.Current = Sample.Snapshot with { Running = [], Contacts = null, ContactsToday = null, Database = new("Sqlite", false, "It does not answer.") };

        var page = Show<OverviewPage>();

        Assert.Equal("It is not known what is being imported", page.Find(".sc-empty-title").TextContent);
    }

    [Fact]
    public void Viewer_is_not_sent_to_the_upload()
    {
        SeenByViewer();
        Feed.Current = Sample.Snapshot with { Running = [] };

        var page = Show<OverviewPage>();

        Assert.Empty(page.FindAll("a[href=upload]"));
    }

    [Fact]
    public void Says_that_the_database_is_away_and_loads_again_on_demand()
    {
        Feed.Current = Sample.Snapshot;
        Feed.Failure = Away;
        var page = Show<OverviewPage>();
        Assert.Contains("The database does not answer.", page.Find("[role=alert]").TextContent);

        Feed.Failure = null;
        page.Find("[role=alert] button").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=alert]")));
    }

    [Fact]
    public void Shows_no_number_that_nobody_told()
    {
        Feed.Current = Sample.Snapshot with { Depth = null, Contacts = null, ContactsToday = null, Broker = new("Broker", false, "It does not answer.") };

        var page = Show<OverviewPage>();

        Assert.Equal(["–", "–", "–", "–"], page.FindAll(".sc-tile-value").Select(tile => tile.TextContent));
        Assert.Contains("It does not answer.", page.Find(".sc-health").TextContent);
    }

    [Fact]
    public void Range_comes_from_the_address()
    {
        Feed.Current = Sample.Snapshot;
        At("/?range=6h");

        var page = Show<OverviewPage>();

        Assert.Equal(TimeSpan.FromHours(6), Feed.Asked);
        Assert.Equal("6h", page.Find(".sc-segments [aria-current]").TextContent);
    }

    [Fact]
    public void Queue_that_hides_its_consumers_is_no_warning()
    {
        Feed.Current = Sample.Snapshot with { Depth = new QueueDepth(1, null, 0, null) };

        var page = Show<OverviewPage>();

        Assert.Empty(page.FindAll(".sc-text-warning"));
        Assert.Contains("the broker does not tell", page.Markup);
    }

    [Fact]
    public void Queue_and_database_are_called_as_their_makers_do()
    {
        Feed.Current = Sample.Snapshot with { Broker = new("RabbitMq", true, null), Database = new("Sqlite", false, "It does not answer.") };

        var page = Show<OverviewPage>();

        Assert.Equal(["RabbitMQ", "SQLite"], page.FindAll(".sc-health b").Select(name => name.TextContent));
        Assert.Contains("It does not answer.", page.Find(".sc-health").TextContent);
    }

    [Fact]
    public void What_an_import_waits_for_stands_beside_how_far_it_is()
    {
        Feed.Current = Sample.Snapshot with { Running = [Sample.Running with { Message = "Sending waits for the consumers." }] };

        var described = Show<OverviewPage>().Find(".sc-running .sc-muted").TextContent;

        Assert.Equal("5,000 of about 20,000 rows · Sending waits for the consumers.", described);
    }
}
