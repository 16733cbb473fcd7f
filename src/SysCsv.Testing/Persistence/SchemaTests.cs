using SysCsv.Imports;
using SysCsv.Persistence;
using Xunit;

namespace SysCsv.Testing.Persistence;

/// <summary>The schema comes into being by itself, however many ask for it.</summary>
public abstract class SchemaTests<THarness>(THarness harness) : StoreTests<THarness>(harness)
    where THarness : class, IStoreHarness
{
    [SkippableFact]
    public async Task Many_processes_can_make_the_schema_at_once()
    {
        var probe = await StartAsync(withSchema: false);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Harness.CreateStore().EnsureSchemaAsync(CancellationToken.None))));

        await probe.Store.CheckAsync(CancellationToken.None);
        await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(TestRows.NewImport(), 1, "a@x.org"));
        Assert.Equal(1, await probe.Contacts.CountContactsAsync());
    }

    [SkippableFact]
    public async Task Schema_that_is_there_stays_with_its_data()
    {
        var probe = await StartAsync();
        await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(TestRows.NewImport(), 1, "a@x.org"));

        await probe.Store.EnsureSchemaAsync(CancellationToken.None);

        Assert.Equal(1, await probe.Contacts.CountContactsAsync());
    }
}
