using SysCsv.Imports;
using Xunit;

namespace SysCsv.Testing.Persistence;

/// <summary>An import is complete when as many rows are accounted for as its file has, and not before.</summary>
public abstract class CompletionTests<THarness>(THarness harness) : StoreTests<THarness>(harness)
    where THarness : class, IStoreHarness
{
    [SkippableFact]
    public async Task Import_completes_with_its_last_row_when_the_end_came_before()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        await probe.ApplyAsync(TestRows.End(import, DuplicatePolicy.KeepLast, 2));
        await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 2, "a@x.org"));
        var before = await probe.ImportAsync(import);

        var result = await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 1, "b@x.org"));

        Assert.Equal((ImportState.Running, null, 2L), (before.State, before.Completed, before.Records!.Value));
        Assert.Equal([import], result.Completed);
        var after = await probe.ImportAsync(import);
        Assert.Equal(ImportState.Completed, after.State);
        Assert.NotNull(after.Completed);
    }

    [SkippableFact]
    public async Task Import_completes_with_its_end_when_the_rows_came_before()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        await probe.ApplyAsync(TestRows.For(DuplicatePolicy.KeepLast, import) with { Rejected = [TestRows.Rejected(import, 1)], Failed = [TestRows.Failed(import, 2)] });

        var result = await probe.ApplyAsync(TestRows.End(import, DuplicatePolicy.KeepLast, 2));

        Assert.Equal([import], result.Completed);
    }

    [SkippableFact]
    public async Task Rows_and_end_in_one_batch_complete_the_import()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();

        var result = await probe.ApplyAsync(TestRows.Batch(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 1, "a@x.org")) with
        {
            Starts = [new(import, "a.csv", ["email"])],
            Ends = [new(import, 1)],
        });

        Assert.Equal([import], result.Completed);
    }

    [SkippableFact]
    public async Task File_without_records_completes_at_its_end()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();

        var result = await probe.ApplyAsync(TestRows.End(import, DuplicatePolicy.KeepLast, 0));

        Assert.Equal([import], result.Completed);
    }

    [SkippableFact]
    public async Task Import_completes_once_however_often_its_messages_come()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        var rows = TestRows.Batch(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 1, "a@x.org"));
        var end = TestRows.End(import, DuplicatePolicy.KeepLast, 1);

        var results = new[] { await probe.ApplyAsync(end), await probe.ApplyAsync(rows), await probe.ApplyAsync(end), await probe.ApplyAsync(rows) };

        Assert.Equal([0, 1, 0, 0], results.Select(result => result.Completed.Count));
    }

    [SkippableFact]
    public async Task Import_completes_once_when_its_last_rows_come_at_once()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        await probe.ApplyAsync(TestRows.End(import, DuplicatePolicy.KeepLast, 8));

        var results = await Task.WhenAll(Enumerable.Range(1, 8).Select(row => Task.Run(() => Harness.CreateStore().ApplyAsync(
            TestRows.Batch(DuplicatePolicy.KeepLast, TestRows.Accepted(import, row, $"user{row}@x.org")), CancellationToken.None))));

        Assert.Equal([import], results.SelectMany(result => result.Completed));
        Assert.Equal(ImportState.Completed, (await probe.ImportAsync(import)).State);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_message_names_the_file_whenever_it_comes(bool afterRows)
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        var batches = new[] { TestRows.Start(import, DuplicatePolicy.FillBlanks), TestRows.Batch(DuplicatePolicy.FillBlanks, TestRows.Accepted(import, 1, "a@x.org")) };

        foreach (var batch in afterRows ? batches.Reverse() : batches)
            await probe.ApplyAsync(batch);
        await probe.ApplyAsync(batches[0]);

        var found = await probe.ImportAsync(import);
        Assert.Equal(("contacts.csv", DuplicatePolicy.FillBlanks), (found.FileName, found.Policy));
        Assert.Equal(["email", "name"], found.Columns);
        Assert.Equal(TimeSpan.Zero, found.FirstSeen.Offset);
    }

    [SkippableFact]
    public async Task One_batch_can_complete_several_imports()
    {
        var probe = await StartAsync();
        var (first, second) = (TestRows.NewImport(), TestRows.NewImport());

        var result = await probe.ApplyAsync(
            TestRows.Batch(DuplicatePolicy.KeepLast, TestRows.Accepted(second, 1, "a@x.org"), TestRows.Accepted(first, 1, "a@x.org")) with { Ends = [new(second, 1), new(first, 1)] });

        Assert.Equal([first, second], result.Completed.Order());
    }
}
