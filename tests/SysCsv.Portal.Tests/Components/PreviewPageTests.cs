using Bunit;
using Microsoft.AspNetCore.Components;
using SysCsv.Contacts;
using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Portal.Components.Pages.Uploading;
using SysCsv.Portal.Tests.Components.Fakes;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Tests.Components;

public sealed class PreviewPageTests : PageTest
{
    private static readonly Guid Upload = Guid.Parse("0195a0b0-0000-7000-8000-00000000000a");

    private static readonly FilePreview Preview = new(
        new() { Encoding = "windows-1252", Delimiter = ';', HasHeader = true, Columns = ["Mail", "Name", "City"], EmailColumn = 0, NameColumn = 1 },
        [
            new(1, 2, ["a@example.com", "<b>Ann</b>", "Bern"], "a@example.com", "<b>Ann</b>", new Dictionary<string, string> { ["City"] = "Bern" }, null, null),
            new(2, 3, ["nobody", "Bo", ""], null, null, new Dictionary<string, string>(), RejectReason.EmailInvalid, null),
        ]);

    private IRenderedComponent<IComponent> ShowFile(ImportId? same = null)
    {
        Uploads.File = new(Upload, "spring.csv", 2_048, "hash", Sample.Now, "anna", same);
        Uploads.Preview ??= Preview;
        return Show<PreviewPage>(page => page.Add(shown => shown.Id, Upload));
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<IComponent> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text);

    [Fact]
    public void Shows_what_was_detected_and_marks_rejected_rows()
    {
        var page = ShowFile();

        Assert.Contains("windows-1252 (detected)", page.Markup);
        Assert.Contains("semicolon (detected)", page.Markup);
        Assert.Equal("<b>Ann</b>", page.FindAll("tbody td")[2].TextContent);
        Assert.Contains("Rejected: Not a valid e-mail", page.Find("tr.sc-rejected").TextContent);
    }

    [Fact]
    public void Choice_goes_into_the_address()
    {
        ShowFile().FindAll("select")[1].Change("tab");

        Assert.EndsWith("?separator=tab", Address);
    }

    [Fact]
    public void Choices_of_the_address_are_what_the_file_is_read_by()
    {
        At("/?encoding=utf-8&separator=bar&header=no&email=3");

        ShowFile();

        Assert.Equal(("utf-8", '|', false, "3"), (Uploads.Asked!.Encoding, Uploads.Asked.Delimiter, Uploads.Asked.HasHeader, Uploads.Asked.EmailColumn));
    }

    [Fact]
    public void Refusal_says_why_and_the_choices_stay()
    {
        Uploads.Failure = new CsvRefusedException(CsvRefusal.EncodingUnclear, "Choose the encoding.");

        var page = ShowFile();

        Assert.Contains("Choose the encoding.", page.Find("[role=alert]").TextContent);
        Assert.NotEmpty(page.FindAll("select"));
        Assert.True(Button(page, "Import").HasAttribute("disabled"));
    }

    [Fact]
    public void File_without_a_recognised_e_mail_shows_its_rows_and_lets_the_column_be_chosen()
    {
        Uploads.Failure = new CsvRefusedException(CsvRefusal.NoEmailColumn, "Name one in CsvReadOptions.EmailColumn.");
        Uploads.FailsWithoutColumn = true;

        var page = ShowFile();

        Assert.DoesNotContain("CsvReadOptions", page.Markup);
        Assert.Equal(["choose the column", "1: Mail", "2: Name", "3: City"], page.FindAll("select")[3].Children.Select(option => option.TextContent));
        Assert.Equal("nobody", page.FindAll("tbody tr")[1].Children[1].TextContent);
        Assert.Empty(page.FindAll("tr.sc-rejected"));
        Assert.True(Button(page, "Import").HasAttribute("disabled"));

        page.FindAll("select")[3].Change("2");
        Assert.EndsWith("?email=2", Address);
    }

    [Fact]
    public void Many_rows_are_shown_when_asked_for()
    {
        Uploads.Preview = Preview with { Rows = [.. Enumerable.Range(1, 20).Select(number => Preview.Rows[0] with { Number = number })] };
        var page = ShowFile();
        Assert.Equal(6, page.FindAll("tbody tr").Count);

        Button(page, "Show the first 20 rows").Click();

        Assert.Equal(20, page.FindAll("tbody tr").Count);
    }

    [Fact]
    public void File_that_was_imported_before_is_pointed_out() =>
        Assert.Equal($"imports/{Sample.OtherId}", ShowFile(Sample.OtherId).Find(".sc-notice a").GetAttribute("href"));

    [Fact]
    public void Importing_calls_the_service_once_with_the_choices_and_leads_to_the_import()
    {
        At("/?policy=KeepFirst&separator=semicolon");
        var page = ShowFile();

        Button(page, "Import").Click();

        page.WaitForAssertion(() => Assert.Equal($"/imports/{Sample.OtherId}", Address));
        Assert.Single(Imports.Calls);
        Assert.Equal((DuplicatePolicy.KeepFirst, ';'), (Imports.Accepted!.Policy, Imports.Accepted.Reading.Delimiter));
    }

    [Fact]
    public void Discarding_asks_first()
    {
        var page = ShowFile();

        Button(page, "Discard").Click();
        Assert.Empty(Uploads.Calls);
        Confirm();

        page.WaitForAssertion(() => Assert.Single(Uploads.Calls));
    }

    [Fact]
    public void Viewer_has_no_action()
    {
        SeenByViewer();

        Assert.Empty(ShowFile().FindAll("button"));
    }

    [Fact]
    public void File_that_is_gone_leads_to_the_upload() =>
        Assert.Equal("upload", Show<PreviewPage>(page => page.Add(shown => shown.Id, Upload)).Find(".sc-empty a").GetAttribute("href"));

    [Fact]
    public void Dry_run_shows_progress_and_then_what_would_change()
    {
        var page = ShowFile();
        Button(page, "Dry run").Click();
        page.WaitForAssertion(() => Assert.Equal("Dry run", page.Find("[role=progressbar]").GetAttribute("aria-label")));

        DryRuns.Result.SetResult(new(
            new(10, 2, 1, 3, 0),
            new Dictionary<string, long> { [RejectReason.EmailInvalid] = 3 },
            [new(new(Sample.Id, 2), 3, RejectReason.EmailInvalid, null, "nobody;Bo;")],
            [new("new@example.com", "New", ContactAttributes.Empty)],
            [new(new("old@example.com", "Old", ContactAttributes.Empty), new("old@example.com", "Older", ContactAttributes.Empty))],
            [new("twice@example.com", 7), new("same@example.com", null)]));

        page.WaitForAssertion(() => Assert.Equal(["10", "2", "1", "3", "0"], page.FindAll(".sc-counts-legend dd").Select(count => count.TextContent)));
        Assert.Contains("Name: Old → Older", page.Markup);
        Assert.Contains("comes again in row 7", page.Markup);
        Assert.Contains("is there already", page.Markup);
        Assert.Equal(1, DryRuns.Runs);
    }

    [Fact]
    public void Dry_run_can_be_stopped()
    {
        var page = ShowFile();
        Button(page, "Dry run").Click();

        page.WaitForElement(".sc-link").Click();

        page.WaitForAssertion(() => Assert.NotNull(Button(page, "Dry run")));
    }

    [Fact]
    public async Task Dry_run_ends_when_its_page_is_left()
    {
        Button(ShowFile(), "Dry run").Click();
        Assert.False(DryRuns.Token.IsCancellationRequested);

        await DisposeComponentsAsync();

        Assert.True(DryRuns.Token.IsCancellationRequested);
    }
}
