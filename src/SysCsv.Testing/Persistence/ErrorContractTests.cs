using SysCsv.Imports;
using SysCsv.Persistence;
using Xunit;

namespace SysCsv.Testing.Persistence;

/// <summary>What goes wrong comes out as a <see cref="StoreException"/> that says what to do, and nothing of a batch stays.</summary>
public abstract class ErrorContractTests<THarness>(THarness harness) : StoreTests<THarness>(harness)
    where THarness : class, IStoreHarness
{
    private const string Secret = "secret.person@example.org";

    [SkippableFact]
    public async Task Database_that_cannot_be_reached_is_a_transient_failure()
    {
        await StartAsync();
        var store = Harness.CreateUnreachableStore();
        Skip.If(store is null, "The harness has no store that can't be reached.");
        var batch = TestRows.Batch(DuplicatePolicy.KeepLast, TestRows.Accepted(TestRows.NewImport(), 1, Secret));

        foreach (var call in new Func<Task>[] { () => store.ApplyAsync(batch, CancellationToken.None), () => store.CheckAsync(CancellationToken.None), () => store.EnsureSchemaAsync(CancellationToken.None) })
        {
            var exception = await Assert.ThrowsAsync<StoreException>(call);
            Assert.Equal(StoreFailure.Unavailable, exception.Failure);
            Assert.True(exception.IsTransient);
            Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [SkippableFact]
    public async Task Missing_schema_is_named()
    {
        var probe = await StartAsync(withSchema: false);
        Skip.IfNot(Harness.NamesMissingSchema, "The store has no schema, or its driver does not say what is wrong with it.");
        var batch = TestRows.Batch(DuplicatePolicy.KeepLast, TestRows.Accepted(TestRows.NewImport(), 1, Secret));

        foreach (var call in new Func<Task>[] { () => probe.ApplyAsync(batch), () => probe.Store.CheckAsync(CancellationToken.None), () => probe.Contacts.CountContactsAsync() })
        {
            var exception = await Assert.ThrowsAsync<StoreException>(call);
            Assert.Equal(StoreFailure.SchemaMismatch, exception.Failure);
            Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [SkippableFact]
    public async Task Cancelled_batch_leaves_nothing_and_can_be_applied_again()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        var batch = TestRows.Batch(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 1, "a@x.org"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe.Store.ApplyAsync(batch, new CancellationToken(canceled: true)));

        Assert.Null(await probe.Imports.FindImportAsync(import));
        Assert.Equal(new ImportCounts(1, 0, 0, 0, 0), (await probe.ApplyAsync(batch)).Counts);
    }

    [SkippableFact]
    public async Task Import_without_its_policy_is_a_mistake_of_the_caller()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        var batch = TestRows.Batch(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 1, "a@x.org")) with { Policies = new Dictionary<ImportId, DuplicatePolicy>() };

        await Assert.ThrowsAnyAsync<ArgumentException>(() => probe.ApplyAsync(batch));
    }
}
