using SysCsv.Imports;
using Xunit;

namespace SysCsv.Testing.Persistence;

/// <summary>Rows in the dead letters are accounted for, and can be replayed.</summary>
public abstract class FailedRowTests<THarness>(THarness harness) : StoreTests<THarness>(harness)
    where THarness : class, IStoreHarness
{
    [SkippableFact]
    public async Task Failed_row_is_listed_and_counted_once()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        var batch = TestRows.For(DuplicatePolicy.KeepLast, import) with { Failed = [TestRows.Failed(import, 3)] };

        await probe.ApplyAsync(batch);
        var again = await probe.ApplyAsync(batch);

        Assert.Equal((default, 1), (again.Counts, again.Repeated));
        Assert.Equal(new ImportCounts(0, 0, 0, 0, 1), await probe.CountsAsync(import));
        Assert.Equal([TestRows.Failed(import, 3)], (await probe.Imports.ListFailedAsync(import)).Items);
    }

    [SkippableFact]
    public async Task Replayed_row_that_is_accepted_leaves_the_failed_ones()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        await probe.ApplyAsync(TestRows.For(DuplicatePolicy.KeepLast, import) with { Failed = [TestRows.Failed(import, 3)] });
        var replay = TestRows.Batch(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 3, "a@x.org"));

        var first = await probe.ApplyAsync(replay);
        var second = await probe.ApplyAsync(replay);

        Assert.Equal(new ImportCounts(1, 0, 0, 0, -1), first.Counts);
        Assert.Equal((default, 1), (second.Counts, second.Repeated));
        Assert.Equal(new ImportCounts(1, 0, 0, 0, 0), await probe.CountsAsync(import));
        Assert.Empty((await probe.Imports.ListFailedAsync(import)).Items);
        Assert.Single(await probe.ContactsAsync());
    }

    [SkippableFact]
    public async Task Replayed_row_that_is_rejected_moves_to_the_rejected_ones()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        await probe.ApplyAsync(TestRows.For(DuplicatePolicy.KeepLast, import) with { Failed = [TestRows.Failed(import, 3)] });

        await probe.ApplyAsync(TestRows.For(DuplicatePolicy.KeepLast, import) with { Rejected = [TestRows.Rejected(import, 3)] });

        Assert.Equal(new ImportCounts(0, 0, 0, 1, 0), await probe.CountsAsync(import));
        Assert.Empty((await probe.Imports.ListFailedAsync(import)).Items);
        Assert.Single((await probe.Imports.ListRejectedAsync(import)).Items);
    }

    [SkippableFact]
    public async Task Row_that_is_accounted_for_does_not_fail_later()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 3, "a@x.org"));

        var result = await probe.ApplyAsync(TestRows.For(DuplicatePolicy.KeepLast, import) with { Failed = [TestRows.Failed(import, 3)] });

        Assert.Equal(1, result.Repeated);
        Assert.Equal(new ImportCounts(1, 0, 0, 0, 0), await probe.CountsAsync(import));
        Assert.Empty((await probe.Imports.ListFailedAsync(import)).Items);
    }

    [SkippableFact]
    public async Task Replay_of_a_completed_import_keeps_it_completed()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        await probe.ApplyAsync(TestRows.Batch(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 1, "a@x.org", "One")) with { Failed = [TestRows.Failed(import, 2)] });
        var end = await probe.ApplyAsync(TestRows.End(import, DuplicatePolicy.KeepLast, 2));

        var replay = await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 2, "a@x.org", "Two"));

        Assert.Equal([import], end.Completed);
        Assert.Empty(replay.Completed);
        Assert.Equal(ImportState.Completed, (await probe.ImportAsync(import)).State);
        Assert.Equal(new ImportCounts(1, 0, 1, 0, 0), await probe.CountsAsync(import));
        Assert.Equal("Two", (await probe.DataAsync("a@x.org")).Name);
    }

    [SkippableTheory]
    [InlineData(DuplicatePolicy.KeepLast)]
    [InlineData(DuplicatePolicy.KeepFirst)]
    public async Task Replay_after_another_import_keeps_the_sums_and_the_winner(DuplicatePolicy policy)
    {
        var probe = await StartAsync();
        var (first, second, third) = (TestRows.NewImport(), TestRows.NewImport(), TestRows.NewImport());
        await probe.ApplyAsync(TestRows.Batch(policy, TestRows.Accepted(first, 1, "a@x.org", "First")) with { Failed = [TestRows.Failed(first, 2)] });
        await probe.ApplyAsync(TestRows.End(first, policy, 2));
        foreach (var import in new[] { second, third })
        {
            await probe.ApplyAsync(policy, TestRows.Accepted(import, 1, "a@x.org", import == second ? "Second" : "Third"));
            await probe.ApplyAsync(TestRows.End(import, policy, 1));
        }

        await probe.ApplyAsync(policy, TestRows.Accepted(first, 2, "a@x.org", "Late"));

        Assert.Equal(policy == DuplicatePolicy.KeepLast ? "Third" : "First", (await probe.DataAsync("a@x.org")).Name);
        Assert.Equal(new ImportCounts(1, 0, 1, 0, 0), await probe.CountsAsync(first));
        Assert.Equal(1, (await probe.CountsAsync(second)).Total);
    }

    [SkippableFact]
    public async Task Row_that_two_consumers_replay_at_once_counts_once()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        await probe.ApplyAsync(TestRows.For(DuplicatePolicy.KeepLast, import) with { Failed = [.. Enumerable.Range(1, 20).Select(row => TestRows.Failed(import, row))] });
        var replay = TestRows.Batch(DuplicatePolicy.KeepLast, Enumerable.Range(1, 20).Select(row => TestRows.Accepted(import, row, $"user{row}@x.org")));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Harness.CreateStore().ApplyAsync(replay, CancellationToken.None))));

        Assert.Equal(new ImportCounts(20, 0, 0, 0, 0), await probe.CountsAsync(import));
    }
}
