using Bunit;
using Microsoft.AspNetCore.Components;
using SysCsv.Imports;
using SysCsv.Portal.Components.Pages.Imports;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Tests.Components.Fakes;
using SysCsv.Transports;

namespace SysCsv.Portal.Tests.Components;

public sealed class ImportPageTests : PageTest
{
    private IRenderedComponent<IComponent> ShowImport() => Show<ImportPage>(page => page.Add(shown => shown.Id, Sample.Id.ToString()));

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<IComponent> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text);

    private static string Fact(IRenderedComponent<IComponent> page, string name) =>
        page.FindAll(".sc-facts > div").Single(fact => fact.QuerySelector("dt")!.TextContent == name).QuerySelector("dd")!.TextContent;

    [Fact]
    public void Shows_progress_and_the_five_counts()
    {
        Imports.All.Add(Sample.Running);

        var page = ShowImport();

        Assert.Equal("25 %", page.Find(".sc-big").TextContent);
        Assert.Equal(["4,000", "500", "400", "90", "10"], page.FindAll(".sc-counts-legend dd").Select(count => count.TextContent));
    }

    [Fact]
    public void Running_import_never_shows_all_of_it_as_done()
    {
        Imports.All.Add(Sample.Running with { Records = 5_000 });

        Assert.Equal("99 %", ShowImport().Find(".sc-big").TextContent);
    }

    [Theory]
    [InlineData("Pause", "Running", "pause")]
    [InlineData("Resume", "Paused", "resume")]
    public void Button_calls_the_service_once(string button, string state, string call)
    {
        Imports.All.Add(Sample.Running with { State = Enum.Parse<PortalImportState>(state) });
        var page = ShowImport();

        Button(page, button).Click();

        page.WaitForAssertion(() => Assert.Equal([$"{call} {Sample.Id} by anna from 192.0.2.7"], Imports.Calls));
    }

    [Fact]
    public void Cancelling_asks_first()
    {
        Imports.All.Add(Sample.Running);
        var page = ShowImport();

        Button(page, "Cancel").Click();
        Assert.Empty(Imports.Calls);
        Confirm();

        page.WaitForAssertion(() => Assert.StartsWith("cancel", Assert.Single(Imports.Calls), StringComparison.Ordinal));
    }

    [Fact]
    public void Importing_again_leads_to_the_new_import()
    {
        Imports.All.Add(Sample.Running with { State = PortalImportState.Completed });
        var page = ShowImport();

        Button(page, "Import again").Click();
        Confirm();

        page.WaitForAssertion(() => Assert.Equal($"/imports/{Sample.OtherId}", Address));
    }

    [Fact]
    public void Import_that_lost_rows_can_be_sent_again_after_a_question()
    {
        var stuck = Stuck();
        var page = ShowImport();
        PushTwice(page, Empty(stuck));

        Button(page, "Send again").Click();
        Assert.Empty(Imports.Calls);
        Confirm();

        page.WaitForAssertion(() => Assert.Equal([$"send again {Sample.Id} by anna from 192.0.2.7"], Imports.Calls));
        page.WaitForAssertion(() => Assert.Contains("Sent again", Assert.Single(Said)));
    }

    [Fact]
    public void Import_that_can_not_be_sent_again_says_why()
    {
        var stuck = Stuck();
        Imports.Answer = false;
        var page = ShowImport();
        PushTwice(page, Empty(stuck));

        Button(page, "Send again").Click();
        Confirm();

        page.WaitForAssertion(() => Assert.Equal("Not now.", Assert.Single(Said)));
    }

    [Fact]
    public void Import_whose_rows_are_in_the_queue_or_were_a_moment_ago_is_not_said_to_have_lost_any()
    {
        var stuck = Stuck();
        var page = ShowImport();

        PushTwice(page, Sample.Snapshot with { Running = [stuck] });
        Push(page, Empty(stuck));

        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Trim() == "Send again");
    }

    [Fact]
    public void Import_that_lost_rows_and_its_file_has_to_be_uploaded_again()
    {
        var stuck = Stuck() with { HasFile = false };
        Imports.All[0] = stuck;
        var page = ShowImport();

        PushTwice(page, Empty(stuck));

        Assert.Contains("Upload it again", page.Find(".sc-notice").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Trim() == "Send again");
    }

    private PortalImport Stuck()
    {
        var stuck = Sample.Running with { IsSent = true, Records = 8_000 };
        Imports.All.Add(stuck);
        return stuck;
    }

    private static PortalSnapshot Empty(PortalImport import) =>
        Sample.Snapshot with { Running = [import], Depth = new QueueDepth(0, 0, 0, 3), IsQueueEmpty = true };

    private void PushTwice(IRenderedComponent<IComponent> page, PortalSnapshot snapshot)
    {
        Push(page, snapshot);
        Push(page, snapshot);
    }

    private void Push(IRenderedComponent<IComponent> page, PortalSnapshot snapshot)
    {
        var before = page.RenderCount;
        Feed.Push(snapshot);
        page.WaitForState(() => page.RenderCount > before);
    }

    [Fact]
    public void Viewer_has_no_action()
    {
        SeenByViewer();
        Imports.All.Add(Sample.Running);

        Assert.Empty(ShowImport().FindAll("button"));
    }

    [Fact]
    public void Right_that_was_taken_away_meanwhile_counts()
    {
        Imports.All.Add(Sample.Running);
        var page = ShowImport();
        var pause = Button(page, "Pause");

        // The page is not told: only the handler can notice.
        SeenByViewer();
        pause.Click();

        Assert.Empty(Imports.Calls);
        Assert.Contains("may not do this", Assert.Single(Said));
    }

    [Fact]
    public void Failure_of_an_action_is_said()
    {
        Imports.All.Add(Sample.Running);
        var page = ShowImport();

        Imports.Failure = Away;
        Button(page, "Pause").Click();

        Assert.Contains("The database does not answer", Said[0]);
    }

    [Fact]
    public void Says_how_the_file_was_read_and_what_of_it_was_detected()
    {
        Imports.All.Add(Sample.Running with
        {
            Settings = new(new() { Delimiter = ';' }, DuplicatePolicy.KeepLast),
            ReadAs = new() { Encoding = "windows-1252", Delimiter = ';', HasHeader = true, Email = new(3, "Mail"), Name = new(1, "Wer") },
        });

        var page = ShowImport();

        Assert.Equal(
            ["windows-1252, detected", "semicolon", "yes, detected", "Mail (column 3), detected", "Wer (column 1), detected"],
            new[] { "Encoding", "Separator", "Header", "E-mail from", "Name from" }.Select(fact => Fact(page, fact)));
    }

    [Fact]
    public void Column_of_a_file_without_a_header_has_a_number_only()
    {
        Imports.All.Add(Sample.Running with
        {
            Settings = new(new(), DuplicatePolicy.KeepLast),
            ReadAs = new() { Encoding = "utf-8", Delimiter = ',', HasHeader = false, Email = new(2, null) },
        });

        var page = ShowImport();

        Assert.Equal(("none, detected", "column 2, detected"), (Fact(page, "Header"), Fact(page, "E-mail from")));
    }

    [Theory]
    [InlineData(PortalImportState.Waiting, "detected when it is sent")]
    [InlineData(PortalImportState.Refused, "not known")]
    public void What_nobody_knows_yet_is_not_called_detected(object state, string said)
    {
        Imports.All.Add(Sample.Running with { State = (PortalImportState)state, Settings = new(new() { HasHeader = false }, DuplicatePolicy.KeepLast) });

        var page = ShowImport();

        Assert.Equal((said, "none"), (Fact(page, "Encoding"), Fact(page, "Header")));
    }

    [Fact]
    public void Unknown_import_leads_to_the_others()
    {
        Assert.Equal("imports", ShowImport().Find(".sc-empty a").GetAttribute("href"));
    }

    [Fact]
    public void Rejected_rows_are_shown_as_text_with_their_reason()
    {
        Imports.All.Add(Sample.Running);
        Reader.Rejected.Add(new(new(Sample.Id, 3), 4, RejectReason.EmailInvalid, null, "<script>alert(1)</script>"));
        At("/?part=rejected");

        var page = ShowImport();

        Assert.Equal("<script>alert(1)</script>", page.Find("td.sc-raw").TextContent);
        Assert.Contains("Not a valid e-mail", page.Markup);
        Assert.Equal($"api/v1/imports/{Sample.Id}/rejected.csv", page.Find("a[download]").GetAttribute("href"));
    }

    [Fact]
    public void Reasons_to_filter_by_are_those_that_occur_with_their_numbers()
    {
        Imports.All.Add(Sample.Running);
        for (var row = 1; row <= 3; row++)
            Reader.Rejected.Add(new(new(Sample.Id, row), row + 1, row == 1 ? "own-rule" : RejectReason.EmailInvalid, null, "text"));
        At("/?part=rejected");

        var page = ShowImport();

        Assert.Equal(["All", "Not a valid e-mail (2)", "own-rule (1)"], page.FindAll("option").Select(option => option.TextContent));
    }

    [Fact]
    public void Reasons_are_counted_now_and_then_while_rows_come_and_once_more_at_the_end()
    {
        Imports.All.Add(Sample.Running);
        Reader.Rejected.Add(new(new(Sample.Id, 1), 2, "own-rule", null, "text"));
        At("/?part=rejected");
        var page = ShowImport();
        long rejected = Sample.Running.Counts.Rejected;

        // Each look at the import finds more rejected rows: in ten seconds two countings beside the first.
        for (var second = 0; second < 10; second++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            Look(Sample.Running);
        }

        Assert.Equal(3, Reader.Countings);
        Look(Sample.Running);
        Assert.Equal(3, Reader.Countings);
        rejected--;
        Clock.Advance(TimeSpan.FromSeconds(5));
        Look(Sample.Running);
        page.WaitForAssertion(() => Assert.Equal(4, Reader.Countings));

        Imports.All[0] = Sample.Running with { State = PortalImportState.Completed, Counts = new(0, 0, 0, ++rejected, 0) };
        Feed.Push(Sample.Snapshot with { Running = [] });
        page.WaitForAssertion(() => Assert.Contains("Completed", page.Markup));
        Assert.Equal(5, Reader.Countings);

        void Look(PortalImport import)
        {
            rejected++;
            Feed.Push(Sample.Snapshot with { Running = [import with { Counts = import.Counts with { Rejected = rejected } }] });
            page.WaitForAssertion(() => Assert.Contains($"<b>{rejected}</b>", page.Markup));
        }
    }

    [Fact]
    public void Rejected_rows_are_filtered_by_reason()
    {
        Imports.All.Add(Sample.Running);
        Reader.Rejected.Add(new(new(Sample.Id, 3), 4, RejectReason.EmailInvalid, null, "one"));
        Reader.Rejected.Add(new(new(Sample.Id, 5), 6, "own-rule", "No customers of the north.", "two"));
        At("/?part=rejected&reason=own-rule");

        var page = ShowImport();

        Assert.Equal("two", Assert.Single(page.FindAll("td.sc-raw")).TextContent);
        Assert.EndsWith("rejected.csv?reason=own-rule", page.Find("a[download]").GetAttribute("href"));
    }

    [Fact]
    public void Failed_rows_lead_to_the_dead_letters()
    {
        Imports.All.Add(Sample.Running);
        Reader.Failed.Add(new(new(Sample.Id, 3), 4, "The row was delivered five times.", "raw"));
        At("/?part=failed");

        var page = ShowImport();

        Assert.Equal("raw", page.Find("td.sc-raw").TextContent);
        Assert.NotEmpty(page.FindAll("a[href=queue]"));
    }

    [Fact]
    public void Row_tells_its_fate()
    {
        Imports.All.Add(Sample.Running);
        Imports.Row = new(17, 18, "ann@x.org", RowFate.Duplicate, ContactId: 42, WonBy: new(Sample.OtherId, 5), RawText: "Ann,ann@x.org");
        At("/?part=row&row=17");

        var page = ShowImport();

        Assert.Equal("Duplicate", page.Find(".sc-facts .sc-chip").TextContent);
        Assert.Equal(["contacts/42", $"imports/{Sample.OtherId}"], page.FindAll(".sc-facts a").Select(link => link.GetAttribute("href")));
        Assert.Contains("row 5 of another import", page.Find(".sc-facts").TextContent, StringComparison.Ordinal);
        Assert.Equal("Ann,ann@x.org", page.Find(".sc-raw").TextContent);
    }

    [Fact]
    public void Row_that_is_not_there_is_said()
    {
        Imports.All.Add(Sample.Running);
        At("/?part=row&row=99");

        Assert.Contains("no such row", ShowImport().Markup);
    }
}
