using Bunit;
using Microsoft.AspNetCore.Components;
using SysCsv.Imports;
using SysCsv.Portal.Components.Pages.Imports;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Tests.Components.Fakes;

namespace SysCsv.Portal.Tests.Components;

/// <summary>The rows of an import on its page.</summary>
public sealed class ImportRowsTests : PageTest
{
    private IRenderedComponent<IComponent> ShowRows(string query = "")
    {
        Imports.All.Add(Sample.Completed);
        At($"/?part=rows{query}");
        return Show<ImportPage>(page => page.Add(shown => shown.Id, Sample.OtherId.ToString()));
    }

    private static string Progress(IRenderedComponent<IComponent> page) => page.Find(".sc-steps p").TextContent;

    [Fact]
    public void Rows_are_shown_as_text_with_their_fate_and_who_won()
    {
        Imports.Rows.Enqueue(new(
            [
                new(1, 2, "<b>ann@x.org", RowFate.Duplicate, ContactId: 7, WonBy: new(Sample.OtherId, 5)),
                new(2, 3, "bob@x.org", RowFate.Duplicate, ContactId: 8, WonBy: new(Sample.Id, 9)),
                new(3, 4, "cid@x.org", RowFate.Duplicate, ContactId: 9),
                new(4, 5, null, RowFate.Rejected, RejectReason.UnclosedQuote),
            ],
            11_273,
            null));

        var page = ShowRows();

        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll("tbody tr").Count));
        var rows = page.FindAll("tbody tr");
        Assert.Equal(("<b>ann@x.org", "contacts/7"), (rows[0].QuerySelector("a")!.TextContent, rows[0].QuerySelector("a")!.GetAttribute("href")));
        Assert.Contains("The contact holds row 5", string.Join(' ', rows[0].TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.NotNull(rows[1].QuerySelector($"a[href='imports/{Sample.Id}']"));
        Assert.Contains("It changed nothing", rows[2].TextContent, StringComparison.Ordinal);
        Assert.Contains("A quote is never closed", rows[3].TextContent, StringComparison.Ordinal);
        Assert.Equal("Read all 11,273 rows, 4 found.", Progress(page));
    }

    [Fact]
    public void Address_that_leads_into_another_list_leads_to_the_beginning_of_this_one()
    {
        Imports.HasNoCursor = true;
        Imports.Rows.Enqueue(new([new(6_000, 6_001, "ann@x.org", RowFate.Duplicate, ContactId: 7)], 11_273, null));

        var page = ShowRows("&fate=duplicate&after=mark");

        page.WaitForAssertion(() => Assert.Equal("Read all 11,273 rows, 1 found.", Progress(page)));
        Assert.Equal("/?part=rows&fate=duplicate", Address);
        Assert.Contains("Here is its beginning", Assert.Single(Said));
    }

    [Fact]
    public void List_of_one_fate_goes_on_by_itself()
    {
        Imports.Rows.Enqueue(new([], 5_000, "one"));
        Imports.Rows.Enqueue(new([new(6_000, 6_001, "ann@x.org", RowFate.Duplicate, ContactId: 7)], 11_273, null));

        var page = ShowRows("&fate=duplicate&after=mark");

        page.WaitForAssertion(() => Assert.Equal("Read all 11,273 rows, 1 found on this page.", Progress(page)));
        Assert.Equal([new(RowFate.Duplicate, "mark"), new(RowFate.Duplicate, "one")], Imports.AskedRows);
        Assert.Equal("Duplicate", page.Find("option[selected]").GetAttribute("value"));
    }

    [Fact]
    public void Full_page_leads_to_the_next()
    {
        Imports.Rows.Enqueue(new([.. Enumerable.Range(1, 50).Select(row => new RowReport(row, row + 1, "a@x.org", RowFate.Inserted))], 60, "more"));

        var page = ShowRows("&fate=inserted");

        Assert.EndsWith("after=more", page.WaitForElement(".sc-next").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("Read 60 of 11,273 rows, 50 found.", Progress(page));
    }

    [Fact]
    public void Choice_of_a_fate_is_in_the_address()
    {
        Imports.Rows.Enqueue(new([], 11_273, null));
        var page = ShowRows("&after=mark");
        page.WaitForElement(".sc-empty");

        Imports.Rows.Enqueue(new([], 11_273, null));
        page.Find("select").Change("Updated");

        page.WaitForAssertion(() => Assert.Equal("/?part=rows&fate=updated", Address));
    }

    [Fact]
    public void File_that_is_gone_is_said()
    {
        var page = ShowRows();

        page.WaitForAssertion(() => Assert.Contains("not kept any more", page.Find(".sc-empty").TextContent, StringComparison.Ordinal));
    }
}
