using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SysCsv.Contacts;
using SysCsv.Persistence;
using SysCsv.Portal.Components.Pages.Contacts;
using SysCsv.Portal.Contacts;
using SysCsv.Portal.Tests.Components.Fakes;

namespace SysCsv.Portal.Tests.Components;

public sealed class ContactPagesTests : PageTest
{
    private readonly FakeContacts _contacts = new();

    public ContactPagesTests() => Services.AddSingleton<IContacts>(_contacts);

    [Fact]
    public void Lists_contacts()
    {
        _contacts.All.Add(FakeContacts.Kim);

        var link = Show<ContactsPage>().Find("td.sc-first a");

        Assert.Equal("Kim@example.org", link.TextContent);
        Assert.Equal("contacts/7", link.GetAttribute("href"));
    }

    [Fact]
    public void State_of_the_list_comes_from_behind_the_hash()
    {
        At("/contacts#q=kim&by=created&down=1&after=mark");

        Show<ContactsPage>();

        Assert.Equal(new ContactQuery { Search = "kim", Order = ContactOrder.Created, Descending = true, After = "mark" }, _contacts.Asked);
    }

    [Fact]
    public void Address_that_leads_into_another_list_leads_to_the_beginning_of_this_one()
    {
        _contacts.All.Add(FakeContacts.Kim);
        _contacts.HasNoCursor = true;
        At("/contacts#q=kim&after=mark");

        var page = Show<ContactsPage>();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("td.sc-first a")));
        Assert.EndsWith("/contacts#q=kim", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Contains("Here is its beginning", Assert.Single(Said));
    }

    [Fact]
    public void What_is_searched_for_goes_to_no_server()
    {
        _contacts.All.Add(FakeContacts.Kim);
        var page = Show<ContactsPage>();

        page.Find("input[type=search]").Input("kim@example.org");
        page.Find("form").Submit();

        Assert.Equal("/contacts", Address);
        page.WaitForAssertion(() => Assert.Equal("kim@example.org", _contacts.Asked!.Search));
        Assert.Empty(page.FindAll("a[download]"));
    }

    [Fact]
    public void Empty_list_says_what_to_do()
    {
        Assert.Equal("upload", Show<ContactsPage>().Find(".sc-empty a").GetAttribute("href"));
    }

    [Fact]
    public void Database_that_is_away_is_said()
    {
        _contacts.Failure = Away;

        Assert.Contains("The database does not answer.", Show<ContactsPage>().Find("[role=alert]").TextContent);
    }

    [Fact]
    public void Contact_shows_data_and_origin()
    {
        _contacts.All.Add(FakeContacts.Kim);

        var page = Show<ContactPage>(parameters => parameters.Add(part => part.Id, 7));

        Assert.Contains("Oslo", page.Find(".sc-facts").TextContent);
        Assert.Equal([$"imports/{Sample.Id}", $"imports/{Sample.OtherId}"], page.FindAll(".sc-section a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public void Edit_saves_once_what_was_typed_and_removes_what_is_empty()
    {
        _contacts.All.Add(FakeContacts.Kim);
        var page = Show<ContactPage>(parameters => parameters.Add(part => part.Id, 7));

        page.FindAll("button").Single(button => button.TextContent == "Edit").Click();
        page.FindAll("input")[0].Change("Kim Berg");
        page.FindAll("input")[1].Change(" ");
        page.Find("form").Submit();

        Assert.Equal(["edit 7 by anna"], _contacts.Calls);
        Assert.Equal("Kim Berg", _contacts.Saved!.Name);
        Assert.Empty(_contacts.Saved.Attributes);
    }

    [Fact]
    public void Edit_keeps_what_nobody_changed_as_it_is()
    {
        var data = new ContactData("Kim@example.org", " Kim Lee", ContactAttributes.From([KeyValuePair.Create("Note", "one\r\ntwo "), KeyValuePair.Create("Place", "Oslo")]));
        _contacts.All.Add(FakeContacts.Kim with { Data = data });
        var page = Show<ContactPage>(parameters => parameters.Add(part => part.Id, 7));

        page.FindAll("button").Single(button => button.TextContent == "Edit").Click();
        page.Find("textarea").Change("one\ntwo ");
        page.FindAll("input")[1].Change("Bergen ");
        page.Find("form").Submit();

        Assert.Equal(data with { Attributes = ContactAttributes.From([KeyValuePair.Create("Note", "one\r\ntwo "), KeyValuePair.Create("Place", "Bergen")]) }, _contacts.Saved);
    }

    [Fact]
    public void Edit_of_one_line_leaves_the_others_and_how_they_end()
    {
        _contacts.All.Add(FakeContacts.Kim with { Data = new("Kim@example.org", null, ContactAttributes.From([KeyValuePair.Create("Note", "one\r\ntwo")])) });
        var page = Show<ContactPage>(parameters => parameters.Add(part => part.Id, 7));

        page.FindAll("button").Single(button => button.TextContent == "Edit").Click();
        page.Find("textarea").Change("one\nthree");
        page.Find("form").Submit();

        Assert.Equal("one\r\nthree", _contacts.Saved!.Attributes["Note"]);
    }

    [Fact]
    public void Edit_that_comes_too_late_is_said()
    {
        _contacts.All.Add(FakeContacts.Kim);
        _contacts.Answer = false;
        var page = Show<ContactPage>(parameters => parameters.Add(part => part.Id, 7));

        page.FindAll("button").Single(button => button.TextContent == "Edit").Click();
        page.Find("form").Submit();

        Assert.Contains("changed meanwhile", Assert.Single(Said));
    }

    [Fact]
    public void Erasure_asks_first_and_says_what_it_reached()
    {
        _contacts.All.Add(FakeContacts.Kim);
        var page = Show<ContactPage>(parameters => parameters.Add(part => part.Id, 7));

        page.FindAll("button").Single(button => button.TextContent == "Erase this person").Click();
        Assert.Empty(_contacts.Calls);
        Confirm();

        page.WaitForAssertion(() => Assert.Equal(["erase 7 by anna"], _contacts.Calls));
        Assert.Contains("2 dead letters", Assert.Single(Said));
    }

    [Fact]
    public void Erasure_that_a_running_import_blocks_is_said()
    {
        _contacts.All.Add(FakeContacts.Kim);
        _contacts.Erasure = new(false, 0, 0, 0, 0, [Sample.Id]);
        var page = Show<ContactPage>(parameters => parameters.Add(part => part.Id, 7));

        page.FindAll("button").Single(button => button.TextContent == "Erase this person").Click();
        Confirm();

        page.WaitForAssertion(() => Assert.Contains("Cancel the import or wait", Assert.Single(Said)));
    }

    [Fact]
    public void Viewer_can_only_look()
    {
        SeenByViewer();
        _contacts.All.Add(FakeContacts.Kim);

        Assert.Empty(Show<ContactPage>(parameters => parameters.Add(part => part.Id, 7)).FindAll("button"));
    }
}
