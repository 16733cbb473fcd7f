using SysCsv.Imports;
using SysCsv.Persistence;
using Xunit;

namespace SysCsv.Testing.Persistence;

/// <summary>Any number of consumers end at the same table and the same counts.</summary>
public abstract class ConcurrencyTests<THarness>(THarness harness) : StoreTests<THarness>(harness)
    where THarness : class, IStoreHarness
{
    private const int Consumers = 8;

    [SkippableTheory]
    [InlineData(1, DuplicatePolicy.KeepLast, DuplicatePolicy.KeepLast)]
    [InlineData(2, DuplicatePolicy.KeepFirst, DuplicatePolicy.KeepLast)]
    [InlineData(3, DuplicatePolicy.FillBlanks, DuplicatePolicy.FillBlanks)]
    [InlineData(4, DuplicatePolicy.KeepLast, DuplicatePolicy.FillBlanks, DuplicatePolicy.KeepFirst, DuplicatePolicy.KeepLast)]
    public async Task Consumers_in_any_order_end_as_the_definition_says(int seed, params DuplicatePolicy[] policies) =>
        await AssertSameAsOracleAsync(RandomWorkload.Create(seed, emails: 40, rows: 150, batchSize: 25, policies));

    [SkippableFact]
    public async Task One_email_in_every_row_ends_as_the_definition_says() =>
        await AssertSameAsOracleAsync(RandomWorkload.Create(5, emails: 1, rows: 150, batchSize: 10, DuplicatePolicy.KeepLast, DuplicatePolicy.FillBlanks));

    [SkippableFact]
    public async Task Large_overlapping_batches_do_not_stop_each_other() =>
        await AssertSameAsOracleAsync(RandomWorkload.Create(6, emails: 300, rows: 1000, batchSize: 250, DuplicatePolicy.KeepLast));

    private async Task AssertSameAsOracleAsync(RandomWorkload workload)
    {
        var probe = await StartAsync();
        var oracle = new InMemoryContactStore();
        var expected = new StoreProbe(oracle, oracle, oracle, oracle);
        await probe.ApplyAsync(workload.Begin);
        await expected.ApplyAsync(workload.Begin);
        foreach (var batch in workload.Batches)
            await expected.ApplyAsync(batch);

        var queue = new System.Collections.Concurrent.ConcurrentQueue<RowBatch>(workload.Batches);
        await Task.WhenAll(Enumerable.Range(0, Consumers).Select(_ => Task.Run(() => ConsumeAsync(Harness.CreateStore(), queue))));

        await StoreState.AssertSameAsync(expected, probe, workload.Imports);
    }

    // Does what the engine does after a failure that passes: applies the same batch again.
    private static async Task ConsumeAsync(IContactStore store, System.Collections.Concurrent.ConcurrentQueue<RowBatch> queue)
    {
        while (queue.TryDequeue(out var batch))
        {
            try
            {
                await store.ApplyAsync(batch, CancellationToken.None);
            }
            catch (StoreException exception) when (exception.IsTransient)
            {
                queue.Enqueue(batch);
            }
        }
    }
}
