using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Components.Pages.Contacts;
using SysCsv.Portal.Contacts;
using SysCsv.Portal.Tests.Components.Fakes;

namespace SysCsv.Portal.Tests.Components;

/// <summary>The contacts page while it looks through all contacts.</summary>
public sealed class ContactScanTests : PageTest
{
    private readonly FakeContacts _contacts = new();

    public ContactScanTests()
    {
        Services.AddSingleton<IContacts>(_contacts);
        Feed.Current = Sample.Snapshot;
    }

    private static ScanStep<Contact> Step(long examined, string? next, params Contact[] found) => new(found, examined, next);

    private static Contact[] Many(int count) => [.. Enumerable.Range(1, count).Select(id => FakeContacts.Kim with { Id = id })];

    private static string Progress(IRenderedComponent<IComponent> page) => page.Find(".sc-steps p").TextContent;

    private IRenderedComponent<IComponent> LookFor(string text)
    {
        At($"/contacts#q={text}&match=anywhere");
        return Show<ContactsPage>();
    }

    [Fact]
    public void Search_anywhere_goes_on_by_itself_and_says_how_far_it_is()
    {
        _contacts.ExpectStep(Step(10_000, "one", FakeContacts.Kim));
        _contacts.ExpectStep(Step(20_000, "two"));
        var last = _contacts.ExpectStep();

        var page = LookFor("lee");

        page.WaitForAssertion(() => Assert.Equal("Looked through 20,000 of 1,234,567 contacts, 1 found…", Progress(page)));
        Assert.Equal("1", page.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
        last.SetResult(Step(25_000, null));
        page.WaitForAssertion(() => Assert.Equal("Looked through all 25,000 contacts, 1 found.", Progress(page)));
        Assert.Equal("contacts/7", page.Find("td.sc-first a").GetAttribute("href"));
        Assert.Equal([(null, 50), ("one", 49), ("two", 49)], _contacts.Scans.Select(asked => (asked.Scan.After, asked.Scan.Size)));
        Assert.Empty(page.FindAll(".sc-steps button, .sc-next"));
    }

    [Fact]
    public void Full_page_waits_for_its_reader()
    {
        _contacts.ExpectStep(Step(700, "more", Many(50)));

        var page = LookFor("lee");
        page.WaitForElement(".sc-next");
        page.WaitForAssertion(() => Assert.Equal("Looked through 700 of 1,234,567 contacts, 50 found.", Progress(page)));
        _contacts.ExpectStep(Step(800, null, FakeContacts.Kim));
        page.Find(".sc-next").Click();

        page.WaitForAssertion(() => Assert.Equal("Looked through all 800 contacts, 1 found on this page.", Progress(page)));
        Assert.Equal(("more", 50), (_contacts.Scans.Last().Scan.After, _contacts.Scans.Last().Scan.Size));
        Assert.EndsWith("#q=lee&match=anywhere&after=more", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void State_of_the_search_comes_from_behind_the_hash()
    {
        _contacts.ExpectStep();
        At("/contacts#q=rome&match=anywhere&column=City&after=mark");

        Show<ContactsPage>();

        _contacts.WaitForScans(1);
        Assert.Equal(new ContactScan { Text = "rome", Column = "City", After = "mark" }, Assert.Single(_contacts.Scans).Scan);
        Assert.Null(_contacts.Asked);
    }

    [Fact]
    public void Address_that_leads_into_another_search_leads_to_the_beginning_of_this_one()
    {
        _contacts.HasNoCursor = true;
        _contacts.ExpectStep(Step(5, null, FakeContacts.Kim));
        At("/contacts#q=rome&match=anywhere&after=mark");

        var page = Show<ContactsPage>();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("td.sc-first a")));
        Assert.EndsWith("/contacts#q=rome&match=anywhere", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Contains("Here is its beginning", Assert.Single(Said));
    }

    [Fact]
    public void What_is_searched_for_anywhere_goes_to_no_server()
    {
        var page = Show<ContactsPage>();
        _contacts.ExpectStep(Step(1, null));

        page.Find("input[type=search]").Input("rome");
        page.Find("select").Change(nameof(ContactMatch.Anywhere));
        page.Find("input[type=text]").Input("City");
        page.Find("form").Submit();

        page.WaitForElement(".sc-empty");
        Assert.Equal("/contacts", Address);
        Assert.EndsWith("/contacts#q=rome&match=anywhere&column=City", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_search_ends_the_one_before()
    {
        _contacts.ExpectStep(Step(10_000, "one", FakeContacts.Kim));
        _contacts.ExpectStep();
        var page = LookFor("lee");
        _contacts.WaitForScans(2);

        _contacts.ExpectStep(Step(5, null));
        page.Find("input[type=search]").Input("berg");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("Looked through all 5 contacts, 0 found.", Progress(page)));
        Assert.True(_contacts.Scans.ElementAt(1).Token.IsCancellationRequested);
        Assert.Equal(("berg", null), (_contacts.Scans.Last().Scan.Text, _contacts.Scans.Last().Scan.After));
    }

    [Fact]
    public void Same_search_again_begins_again()
    {
        _contacts.ExpectStep(Step(5, null));
        var page = LookFor("lee");
        page.WaitForElement(".sc-empty");

        _contacts.ExpectStep(Step(6, null, FakeContacts.Kim));
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("Looked through all 6 contacts, 1 found.", Progress(page)));
    }

    [Fact]
    public async Task Search_ends_when_the_page_is_left()
    {
        _contacts.ExpectStep();
        LookFor("lee");
        _contacts.WaitForScans(1);

        await DisposeComponentsAsync();

        Assert.True(_contacts.Scans.Single().Token.IsCancellationRequested);
    }

    [Fact]
    public void Search_is_stopped_and_goes_on_where_it_was()
    {
        _contacts.ExpectStep(Step(10_000, "one", FakeContacts.Kim));
        _contacts.ExpectStep();
        var page = LookFor("lee");
        _contacts.WaitForScans(2);

        page.Find(".sc-steps button").Click();
        page.WaitForAssertion(() => Assert.Equal("Go on", page.Find(".sc-steps button").TextContent));
        Assert.Equal("Looked through 10,000 of 1,234,567 contacts, 1 found.", Progress(page));
        _contacts.ExpectStep(Step(30_000, null));
        page.Find(".sc-steps button").Click();

        page.WaitForAssertion(() => Assert.Equal("Looked through all 30,000 contacts, 1 found.", Progress(page)));
        Assert.Equal("one", _contacts.Scans.Last().Scan.After);
    }

    [Fact]
    public void Database_that_goes_away_is_said_and_what_was_found_stays()
    {
        _contacts.ExpectStep(Step(10_000, "one", FakeContacts.Kim));
        var failing = _contacts.ExpectStep();
        var page = LookFor("lee");
        _contacts.WaitForScans(2);

        failing.SetException(Away);
        page.WaitForAssertion(() => Assert.Contains("The database does not answer.", page.Find("[role=alert]").TextContent));
        Assert.Single(page.FindAll("td.sc-first a"));
        _contacts.ExpectStep(Step(30_000, null));
        page.Find("[role=alert] button").Click();

        page.WaitForAssertion(() => Assert.Equal("Looked through all 30,000 contacts, 1 found.", Progress(page)));
        Assert.Empty(page.FindAll("[role=alert]"));
        Assert.Equal("one", _contacts.Scans.Last().Scan.After);
    }

    [Fact]
    public void Beginning_that_finds_nothing_leads_to_anywhere()
    {
        At("/contacts#q=lee");
        var page = Show<ContactsPage>();
        _contacts.ExpectStep(Step(1, null, FakeContacts.Kim));

        page.Find(".sc-empty a").Click();

        page.WaitForElement("td.sc-first a");
        Assert.Equal("lee", _contacts.Scans.Single().Scan.Text);
    }

    [Fact]
    public void Export_asks_for_the_same_in_the_body_of_a_request()
    {
        var script = JSInterop.SetupModule("./_content/SysCsv.Portal/portal.js");
        script.Setup<bool>("download", _ => true).SetResult(true);
        _contacts.ExpectStep(Step(1, null, FakeContacts.Kim));
        At("/contacts#q=rome&match=anywhere&column=City");
        var page = Show<ContactsPage>();

        page.FindAll("button").Single(button => button.TextContent == "Export as CSV").Click();

        page.WaitForAssertion(() => Assert.Single(script.Invocations["download"]));
        var arguments = script.Invocations["download"][0].Arguments;
        Assert.Equal("api/v1/contacts/export", arguments[0]);
        Assert.Equal("""{"Search":"rome","Match":"anywhere","Column":"City"}""", System.Text.Json.JsonSerializer.Serialize(arguments[1]));
    }
}
