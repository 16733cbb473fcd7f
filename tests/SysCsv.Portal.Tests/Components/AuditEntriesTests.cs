using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SysCsv.Portal.Components.Pages.Settings;
using SysCsv.Portal.Security;
using SysCsv.Portal.Tests.Components.Fakes;

namespace SysCsv.Portal.Tests.Components;

public sealed class AuditEntriesTests : PageTest
{
    [Fact]
    public void Action_is_said_in_words_and_leads_to_what_it_was_done_to()
    {
        var audit = new FakeAudit();
        audit.Listed.Add(new(Guid.NewGuid(), Sample.Now, "anna", "192.0.2.7", "import.paused", Sample.Id.ToString(), null));
        audit.Listed.Add(new(Guid.NewGuid(), Sample.Now, "anna", "192.0.2.7", "own.action", "something", null));
        Services.AddSingleton<IAuditTrail>(audit);

        var page = Show<AuditEntries>();

        Assert.Equal(["Import paused", "own.action"], page.FindAll("td.sc-first").Select(cell => cell.TextContent.Trim()));
        Assert.Equal($"imports/{Sample.Id}", Assert.Single(page.FindAll("td a")).GetAttribute("href"));
    }

    [Fact]
    public void Action_and_not_the_name_of_what_it_was_done_to_says_where_to_look()
    {
        var audit = new FakeAudit();
        audit.Listed.Add(new(Guid.NewGuid(), Sample.Now, "anna", "192.0.2.7", "own.action", "queue", null));
        audit.Listed.Add(new(Guid.NewGuid(), Sample.Now, "anna", "192.0.2.7", "dead-letters.replayed", "queue", "3 messages"));
        Services.AddSingleton<IAuditTrail>(audit);

        var page = Show<AuditEntries>();

        Assert.Equal("queue", Assert.Single(page.FindAll("td a")).GetAttribute("href"));
    }
}
