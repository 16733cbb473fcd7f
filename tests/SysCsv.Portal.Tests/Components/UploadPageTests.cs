using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SysCsv.Portal.Components.Pages.Uploading;

namespace SysCsv.Portal.Tests.Components;

public sealed class UploadPageTests : PageTest
{
    private static readonly Guid Upload = Guid.Parse("0195a0b0-0000-7000-8000-00000000000a");

    private SendingFiles Files => Services.GetRequiredService<SendingFiles>();

    private int Sent => JSInterop.Invocations.Count(call => call.Identifier == "send");

    private Task OnPage(IRenderedComponent<IComponent> page, Func<Task> happens) => page.InvokeAsync(happens);

    [Fact]
    public void Limit_stands_there_before_anything_is_sent() => Assert.Contains("up to 10 GB each", Show<UploadPage>().Markup);

    [Fact]
    public void Viewer_has_nowhere_to_drop_a_file()
    {
        SeenByViewer();

        Assert.Empty(Show<UploadPage>().FindAll("input[type=file]"));
    }

    [Fact]
    public async Task File_above_the_limit_is_not_sent()
    {
        var page = Show<UploadPage>();

        await OnPage(page, () => Files.Added("1", "huge.csv", 11L << 30));

        Assert.Contains("the portal takes up to 10 GB", page.Find("[role=alert]").TextContent);
        Assert.Equal(0, Sent);
    }

    [Fact]
    public async Task Progress_moves_and_one_whole_file_leads_to_its_preview()
    {
        var page = Show<UploadPage>();
        await OnPage(page, () => Files.Added("1", "list.csv", 1_000));

        await page.InvokeAsync(() => Files.Progressed("1", 500));
        page.WaitForAssertion(() => Assert.Equal("50", page.Find("[role=progressbar]").GetAttribute("aria-valuenow")));
        await OnPage(page, () => Files.Ended("1", 1, 201, $$"""{"id":"{{Upload}}"}"""));

        page.WaitForAssertion(() => Assert.Equal($"/upload/{Upload}", Address));
    }

    [Fact]
    public async Task Several_files_are_sent_one_after_the_other_and_stay_listed()
    {
        var page = Show<UploadPage>();
        await OnPage(page, () => Files.Added("1", "one.csv", 10));
        await OnPage(page, () => Files.Added("2", "two.csv", 10));

        await OnPage(page, () => Files.Ended("1", 1, 201, $$"""{"id":"{{Upload}}"}"""));

        page.WaitForAssertion(() => Assert.Equal($"upload/{Upload}", page.Find(".sc-file-actions a").GetAttribute("href")));
        Assert.Equal([TransferState.Done, TransferState.Sending], Files.All.Select(file => file.State));
        Assert.Equal("/", Address);
    }

    [Fact]
    public async Task Broken_upload_says_so_and_can_be_tried_again()
    {
        var page = Show<UploadPage>();
        await OnPage(page, () => Files.Added("1", "one.csv", 10));
        await OnPage(page, () => Files.Ended("1", 1, 0, ""));
        page.WaitForAssertion(() => Assert.Contains("Nothing of the file was kept", page.Find("[role=alert]").TextContent));

        page.FindAll("button").Single(button => button.TextContent == "Try again").Click();

        page.WaitForAssertion(() => Assert.Equal(TransferState.Sending, Files.All[0].State));
    }

    [Fact]
    public async Task End_that_is_said_again_changes_nothing_and_has_the_next_file_sent_again()
    {
        var page = Show<UploadPage>();
        await OnPage(page, () => Files.Added("1", "one.csv", 10));
        await OnPage(page, () => Files.Added("2", "two.csv", 10));
        await OnPage(page, () => Files.Ended("1", 1, 0, ""));

        await OnPage(page, () => Files.Ended("1", 1, -1, ""));

        Assert.Equal([TransferState.Failed, TransferState.Sending], Files.All.Select(file => file.State));
        Assert.Equal(["1 1", "2 1", "2 1"], JSInterop.Invocations.Where(call => call.Identifier == "send").Select(call => $"{call.Arguments[0]} {call.Arguments[1]}"));
    }

    [Fact]
    public async Task End_of_an_earlier_try_does_not_end_the_next()
    {
        var page = Show<UploadPage>();
        await OnPage(page, () => Files.Added("1", "one.csv", 10));
        await OnPage(page, () => Files.Ended("1", 1, 0, ""));
        await OnPage(page, () => Files.RetryAsync(Files.All[0]));

        await OnPage(page, () => Files.Ended("1", 1, 0, ""));

        Assert.Equal((TransferState.Sending, 2), (Files.All[0].State, Files.All[0].Attempt));
    }

    [Theory]
    [InlineData(413, """{"detail":"The file is too large."}""", "The file is too large.")]
    [InlineData(403, "", "Ask an administrator")]
    [InlineData(502, "<html>bad gateway</html>", "status 502")]
    public void Answer_becomes_a_sentence(int status, string body, string sentence)
    {
        var answer = UploadAnswer.Read(status, body);

        Assert.Equal(TransferState.Failed, answer.State);
        Assert.Contains(sentence, answer.Problem);
    }
}
