using System.Text.Json;
using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Tests.Consuming;

/// <summary>Messages of somebody who may write to the queue and is no publisher of ours.</summary>
public sealed class ForgedMessageTests : IAsyncDisposable
{
    private const string File = "Name,Email\nAnn,ann@example.com\nBob,bob@example.com\n";
    private readonly ConsumerHarness _harness = new();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Theory]
    [InlineData("garbage", "no JSON at all")]
    [InlineData("negative row", """{HEAD,"kind":"rows","rows":[{"row":-1,"line":1,"email":"eve@example.com"}]}""")]
    [InlineData("no row", """{HEAD,"kind":"rows","rows":[{"row":0,"line":1,"email":"eve@example.com"}]}""")]
    [InlineData("row that no file has", """{HEAD,"kind":"rows","rows":[{"row":1099511627777,"line":1,"email":"eve@example.com"}]}""")]
    [InlineData("negative line", """{HEAD,"kind":"rows","rows":[{"row":9,"line":-9,"email":"eve@example.com"}]}""")]
    [InlineData("negative end", """{HEAD,"kind":"end","records":-1}""")]
    [InlineData("one of two rows", """{HEAD,"kind":"rows","rows":[{"row":9,"line":9,"email":"eve@example.com"},{"row":-9,"line":9}]}""")]
    public async Task Message_that_no_publisher_could_have_sent_changes_nothing_and_is_kept_with_a_reason(string id, string body)
    {
        var import = await _harness.ImportAsync(File);
        var before = await ContactsAsync();

        await ForgeAsync(import.Id, id, body);

        Assert.Equal(id, Assert.Single(await _harness.DeadLettersAsync()).MessageId);
        Assert.Equal(before, await ContactsAsync());
        Assert.Equal(import, (await _harness.Store.FindImportAsync(import.Id))! with { Columns = import.Columns });
    }

    [Theory]
    [InlineData("""{HEAD,"kind":"rows","rows":[{"row":1,"line":2,"email":"eve@example.com","name":"Eve"}]}""")]
    [InlineData("""{HEAD,"kind":"rows","rows":[{"row":1,"line":2,"reject":"stray-quote","raw":"x"}]}""")]
    [InlineData("""{HEAD,"kind":"end","records":99}""")]
    [InlineData("""{HEAD,"kind":"start","file":"other.csv","columns":["x"]}""")]
    public async Task Message_of_an_import_that_is_accounted_for_changes_nothing(string body)
    {
        var import = await _harness.ImportAsync(File, new() { FileName = "people.csv" });
        var before = await ContactsAsync();

        await ForgeAsync(import.Id, "forged", body);

        Assert.Empty(await _harness.DeadLettersAsync());
        Assert.Equal(before, await ContactsAsync());
        Assert.Equal(import, (await _harness.Store.FindImportAsync(import.Id))! with { Columns = import.Columns });
    }

    [Fact]
    public async Task Row_of_an_import_that_nobody_began_is_one_of_an_import_that_never_ends()
    {
        var import = await _harness.ImportAsync(File);
        var unknown = ImportId.New(TimeProvider.System);

        await ForgeAsync(unknown, "forged", """{HEAD,"kind":"rows","rows":[{"row":7,"line":8,"email":"eve@example.com","name":"Eve"}]}""");

        Assert.Equal((ImportState.Running, new ImportCounts(1, 0, 0, 0, 0)), (await _harness.Store.FindImportAsync(unknown)) is { } made ? (made.State, made.Counts) : default);
        Assert.Equal(new ImportCounts(2, 0, 0, 0, 0), (await _harness.Store.FindImportAsync(import.Id))!.Counts);
    }

    [Fact]
    public async Task Long_texts_are_cut_or_refused()
    {
        var import = ImportId.New(TimeProvider.System);
        var (raw, huge) = (new string('x', 1 << 20), new string('x', 17 << 20));
        await _harness.StartAsync();

        await ForgeAsync(import, "raw", $$"""{HEAD,"kind":"rows","rows":[{"row":1,"line":2,"email":"{{raw}}@example.com","raw":"{{raw}}"}]}""");
        await ForgeAsync(import, "huge", $$"""{HEAD,"kind":"rows","rows":[{"row":2,"line":3,"email":"eve@example.com","name":"{{huge}}"}]}""");

        var rejected = Assert.Single((await _harness.Store.ListRejectedAsync(import)).Items);
        Assert.Equal((RejectReason.EmailTooLong, 16 * 1024), (rejected.Reason, rejected.RawText.Length));
        Assert.Equal("huge", Assert.Single(await _harness.DeadLettersAsync()).MessageId);
        Assert.Equal("[]", await ContactsAsync());
    }

    private async Task ForgeAsync(ImportId import, string id, string body)
    {
        var head = $"""
            "syscsv":1,"import":"{import}","policy":"keepLast"
            """;
        await _harness.SendAsync(id, body.Replace("HEAD", head, StringComparison.Ordinal));
        await _harness.DrainedAsync();
    }

    private async Task<string> ContactsAsync() => JsonSerializer.Serialize((await _harness.Store.SearchContactsAsync(new())).Items);
}
