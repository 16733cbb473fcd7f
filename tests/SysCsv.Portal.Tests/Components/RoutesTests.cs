using System.Reflection;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using SysCsv.Portal.Components;
using SysCsv.Portal.Components.Shared;
using SysCsv.Portal.Contacts;
using SysCsv.Portal.Tests.Components.Fakes;

namespace SysCsv.Portal.Tests.Components;

public sealed class RoutesTests : PageTest
{
    private readonly FakeContacts _contacts = new();

    public RoutesTests() => Services.AddSingleton<IContacts>(_contacts);

    private IRenderedComponent<Routes> ShowContacts()
    {
        _contacts.All.Add(FakeContacts.Kim);
        At("/contacts");
        var routes = Render<Routes>();
        routes.WaitForAssertion(() => Assert.Contains("Kim Lee", routes.Markup));
        return routes;
    }

    [Fact]
    public void Page_that_is_open_shows_nothing_any_more_once_its_user_is_signed_out()
    {
        var routes = ShowContacts();

        SignOut();

        routes.WaitForAssertion(() => Assert.Equal("You are signed out", routes.Find("h1").TextContent.Trim()));
        Assert.DoesNotContain("Kim", routes.Markup);
        Assert.Single(routes.FindAll("main"));
    }

    [Fact]
    public void Question_that_is_open_goes_with_the_session()
    {
        var routes = ShowContacts();
        _ = routes.InvokeAsync(() => ConfirmDialog.AskAsync(Services.GetRequiredService<IDialogService>(), "Erase kim@example.com?", "For good.", "Erase"));
        routes.WaitForElement(".sc-confirm");

        SignOut();

        routes.WaitForAssertion(() => Assert.DoesNotContain("kim@example.com", routes.Markup));
    }

    [Fact]
    public void Broker_that_is_away_is_not_told_to_somebody_who_is_signed_out()
    {
        Feed.Current = Sample.Snapshot with { Broker = new("RabbitMq", false, "The broker does not answer.") };
        var routes = ShowContacts();
        Assert.Contains("The broker does not answer.", routes.Markup);

        SignOut();

        routes.WaitForAssertion(() => Assert.DoesNotContain("The broker does not answer.", routes.Markup));
    }

    [Fact]
    public void Signing_in_again_takes_a_request()
    {
        var routes = ShowContacts();
        SignOut();

        routes.WaitForElement("button.sc-link").Click();

        var history = ((BunitNavigationManager)Services.GetRequiredService<NavigationManager>()).History;
        Assert.True(history.First().Options.ForceLoad);
    }

    [Fact]
    public void Every_page_asks_for_the_right_to_view()
    {
        var pages = typeof(Routes).Assembly.GetTypes().Where(type => type.GetCustomAttributes<RouteAttribute>().Any()).ToList();

        Assert.NotEmpty(pages);
        Assert.All(pages, page => Assert.Contains(page.GetCustomAttributes<AuthorizeAttribute>(), attribute => attribute.Policy == Portal.Security.PortalPolicies.View));
    }
}
