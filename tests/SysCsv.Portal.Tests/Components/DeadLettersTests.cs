using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SysCsv.Portal.Components.Pages.Queue;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Security;
using SysCsv.Portal.Tests.Components.Fakes;
using SysCsv.Transports;

namespace SysCsv.Portal.Tests.Components;

public sealed class DeadLettersTests : PageTest
{
    private readonly FakeDeadLetters _letters = new();
    private readonly FakeAudit _audit = new();

    public DeadLettersTests()
    {
        Services.AddSingleton<IDeadLetterQueue>(_letters);
        Services.AddSingleton<IAuditTrail>(_audit);
        Services.AddSingleton<DeadLetterService>();
    }

    [Fact]
    public void Shows_reason_attempts_and_content_as_text()
    {
        _letters.All.Add(FakeDeadLetters.Letter("1"));

        var page = Show<DeadLetters>(parameters => parameters.Add(part => part.Total, 1));

        Assert.Contains("The database refused it.", page.Find("tbody tr").TextContent);
        Assert.Contains("<script>alert(1)</script>", page.Find(".sc-raw").TextContent);
        Assert.Empty(page.FindAll("script"));
    }

    [Fact]
    public void Nothing_is_there_to_repair()
    {
        Assert.Contains("no dead letters", Show<DeadLetters>().Find(".sc-empty").TextContent);
    }

    [Fact]
    public void Replays_those_that_were_chosen_and_says_who_did_it()
    {
        _letters.All.AddRange([FakeDeadLetters.Letter("1"), FakeDeadLetters.Letter("2")]);
        var page = Show<DeadLetters>(parameters => parameters.Add(part => part.Total, 2));

        page.FindAll("input[type=checkbox]")[1].Change(true);
        page.FindAll("button").Single(button => button.TextContent == "Replay 1").Click();

        Assert.Equal(["replay 2"], _letters.Calls);
        Assert.Equal(["anna from 192.0.2.7: dead-letters.replayed queue 1 messages"], _audit.Entries);
        Assert.Single(page.FindAll("tbody tr"));
    }

    [Fact]
    public void Message_that_comes_back_before_it_was_counted_as_gone_is_shown_again()
    {
        _letters.All.Add(FakeDeadLetters.Letter("1"));
        var page = Render<DeadLetters>(parameters => parameters.Add(part => part.Total, 1));
        page.FindAll("button").Single(button => button.TextContent == "Replay all").Click();
        Assert.Single(page.FindAll(".sc-empty"));

        _letters.All.Add(FakeDeadLetters.Letter("1"));
        page.Render(parameters => parameters.Add(part => part.Total, 1));

        Assert.Single(page.FindAll("tbody tr"));
    }

    [Fact]
    public void Discards_all_only_after_a_question()
    {
        _letters.All.AddRange([FakeDeadLetters.Letter("1"), FakeDeadLetters.Letter("2")]);
        var page = Show<DeadLetters>(parameters => parameters.Add(part => part.Total, 2));

        page.FindAll("button").Single(button => button.TextContent == "Discard all").Click();
        Assert.Empty(_letters.Calls);
        Confirm();

        page.WaitForAssertion(() => Assert.Equal(["discard all"], _letters.Calls));
    }

    [Fact]
    public void Discards_only_what_it_asked_about_though_the_choice_was_emptied_meanwhile()
    {
        _letters.All.AddRange([FakeDeadLetters.Letter("1"), FakeDeadLetters.Letter("2")]);
        var page = (IRenderedComponent<DeadLetters>)Show<DeadLetters>(parameters => parameters.Add(part => part.Total, 2));
        page.FindAll("input[type=checkbox]")[0].Change(true);
        page.FindAll("button").Single(button => button.TextContent == "Discard 1").Click();

        _letters.All.RemoveAll(letter => letter.Id == "1");
        page.Render(parameters => parameters.Add(part => part.Total, 1));
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        Confirm();

        page.WaitForAssertion(() => Assert.Equal(["discard 1"], _letters.Calls));
        Assert.Equal("2", Assert.Single(_letters.All).Id);
    }

    [Fact]
    public void Button_for_all_is_another_one_than_the_button_for_the_choice()
    {
        _letters.All.AddRange([FakeDeadLetters.Letter("1"), FakeDeadLetters.Letter("2")]);
        var page = Show<DeadLetters>(parameters => parameters.Add(part => part.Total, 2));

        page.FindAll("input[type=checkbox]")[0].Change(true);
        Assert.Equal(["Replay all", "Discard all", "Replay 1", "Discard 1"], page.FindAll("button").Select(button => button.TextContent));
        page.FindAll("input[type=checkbox]")[0].Change(false);

        Assert.Equal(["Replay all", "Discard all"], page.FindAll("button").Select(button => button.TextContent));
    }

    [Fact]
    public void Viewer_can_only_look()
    {
        SeenByViewer();
        _letters.All.Add(FakeDeadLetters.Letter("1"));

        Assert.Empty(Show<DeadLetters>(parameters => parameters.Add(part => part.Total, 1)).FindAll("button"));
    }
}
