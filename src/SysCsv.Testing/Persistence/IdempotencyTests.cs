using SysCsv.Imports;
using SysCsv.Persistence;
using Xunit;

namespace SysCsv.Testing.Persistence;

/// <summary>A row that is delivered again changes nothing.</summary>
public abstract class IdempotencyTests<THarness>(THarness harness) : StoreTests<THarness>(harness)
    where THarness : class, IStoreHarness
{
    [SkippableTheory]
    [InlineData(DuplicatePolicy.KeepLast)]
    [InlineData(DuplicatePolicy.KeepFirst)]
    [InlineData(DuplicatePolicy.FillBlanks)]
    public async Task Redelivered_batch_changes_nothing(DuplicatePolicy policy)
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        var batch = Mixed(import, policy, Enumerable.Range(1, 30));
        var first = await probe.ApplyAsync(batch);
        var (contacts, counts) = (await probe.ContactsAsync(), await probe.CountsAsync(import));

        var second = await probe.ApplyAsync(batch);

        Assert.Equal((0, 30), (first.Repeated, second.Repeated));
        Assert.Equal(default, second.Counts);
        Assert.Equal(counts, await probe.CountsAsync(import));
        Assert.Equal(contacts, await probe.ContactsAsync());
    }

    [SkippableFact]
    public async Task Row_that_comes_again_with_other_content_changes_nothing()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 1, "a@x.org"), TestRows.Accepted(import, 2, "b@x.org"));
        var (contacts, counts) = (await probe.ContactsAsync(), await probe.CountsAsync(import));

        var result = await probe.ApplyAsync(
            TestRows.Batch(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 1, "somebody.else@x.org")) with { Rejected = [TestRows.Rejected(import, 2)] });

        Assert.Equal((default, 2), (result.Counts, result.Repeated));
        Assert.Equal(counts, await probe.CountsAsync(import));
        Assert.Equal(contacts, await probe.ContactsAsync());
    }

    [SkippableFact]
    public async Task Row_that_comes_twice_in_a_batch_counts_once()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        var row = TestRows.Accepted(import, 1, "a@x.org");
        var rejected = TestRows.Rejected(import, 2);

        var result = await probe.ApplyAsync(TestRows.Batch(DuplicatePolicy.KeepLast, row, row) with { Rejected = [rejected, rejected] });

        Assert.Equal(new ImportCounts(1, 0, 0, 1, 0), result.Counts);
        Assert.Equal(2, result.Repeated);
    }

    [SkippableFact]
    public async Task Overlapping_batches_count_each_row_once()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();

        var results = new List<BatchResult>();
        foreach (var start in new[] { 1, 11, 5, 21, 1 })
            results.Add(await probe.ApplyAsync(Mixed(import, DuplicatePolicy.KeepLast, Enumerable.Range(start, 20))));

        Assert.Equal(40, (await probe.CountsAsync(import)).Total);
        Assert.Equal(60, results.Sum(result => result.Repeated));
    }

    [SkippableFact]
    public async Task Rows_far_apart_are_told_from_each_other()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        long[] numbers = [1, 8, 9, 4096, 4097, 8192, 100_000_000, 4_000_000_000_000];

        foreach (var number in numbers)
            Assert.Equal(0, (await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(import, number, "a@x.org"))).Repeated);
        foreach (var number in numbers)
            Assert.Equal(1, (await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(import, number, "a@x.org"))).Repeated);

        Assert.Equal(numbers.Length, (await probe.CountsAsync(import)).Total);
    }

    [SkippableFact]
    public async Task Batch_that_two_consumers_apply_at_once_counts_once()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        var stores = Enumerable.Range(0, 4).Select(_ => Harness.CreateStore()).ToList();

        for (var round = 0; round < 5; round++)
        {
            var batch = Mixed(import, DuplicatePolicy.KeepLast, Enumerable.Range((round * 50) + 1, 50));
            var results = await Task.WhenAll(stores.Select(store => Task.Run(() => store.ApplyAsync(batch, CancellationToken.None))));
            Assert.Equal(150, results.Sum(result => result.Repeated));
        }

        Assert.Equal(250, (await probe.CountsAsync(import)).Total);
        Assert.Equal((await probe.CountsAsync(import)).Inserted, await probe.Contacts.CountContactsAsync());
    }

    private static RowBatch Mixed(ImportId import, DuplicatePolicy policy, IEnumerable<int> rows)
    {
        var groups = rows.ToLookup(row => row % 10);
        return TestRows.Batch(policy, groups.Where(group => group.Key > 1).SelectMany(group => group).Select(row =>
            TestRows.Accepted(import, row, $"user{row % 16}@example.org", row % 3 == 0 ? null : $"Name {row}"))) with
        {
            Rejected = [.. groups[0].Select(row => TestRows.Rejected(import, row))],
            Failed = [.. groups[1].Select(row => TestRows.Failed(import, row))],
        };
    }
}
