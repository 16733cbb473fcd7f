using SysCsv.Imports;
using SysCsv.Persistence;
using Xunit;

namespace SysCsv.Testing.Persistence;

/// <summary>What somebody decided by what they saw is applied only if that is still so.</summary>
public abstract class EditingTests<THarness>(THarness harness) : StoreTests<THarness>(harness)
    where THarness : class, IStoreHarness
{
    [SkippableFact]
    public async Task Rows_are_applied_while_the_contact_holds_what_was_seen()
    {
        var probe = await StartAsync();
        await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(TestRows.NewImport(), 1, "ann@x.org", "Ann"));
        var seen = await probe.ContactAsync("ann@x.org");
        var import = TestRows.NewImport();

        Assert.True(await probe.Store.ApplyIfUnchangedAsync(seen, Edit(import, "Anna"), CancellationToken.None));

        Assert.Equal("Anna", (await probe.DataAsync("ann@x.org")).Name);
        Assert.Equal(new ImportCounts(0, 1, 0, 0, 0), await probe.CountsAsync(import));
        Assert.Equal(ImportState.Completed, (await probe.ImportAsync(import)).State);
    }

    [SkippableFact]
    public async Task Nothing_is_applied_to_a_contact_that_changed_or_is_gone()
    {
        var probe = await StartAsync();
        await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(TestRows.NewImport(), 1, "ann@x.org", "Ann"));
        var seen = await probe.ContactAsync("ann@x.org");
        await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(TestRows.NewImport(), 1, "ann@x.org", "Changed"));
        var import = TestRows.NewImport();

        Assert.False(await probe.Store.ApplyIfUnchangedAsync(seen, Edit(import, "Anna"), CancellationToken.None));
        Assert.False(await probe.Store.ApplyIfUnchangedAsync(seen with { NormalizedEmail = "nobody@x.org" }, Edit(import, "Anna"), CancellationToken.None));

        Assert.Equal("Changed", (await probe.DataAsync("ann@x.org")).Name);
        Assert.Null(await probe.Imports.FindImportAsync(import));
    }

    [SkippableFact]
    public async Task One_of_many_who_saw_the_same_is_applied()
    {
        var probe = await StartAsync();
        await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(TestRows.NewImport(), 1, "ann@x.org", "Ann"));
        var seen = await probe.ContactAsync("ann@x.org");
        var edits = Enumerable.Range(0, 6).Select(i => (Import: TestRows.NewImport(), Name: $"Name {i}")).ToList();

        var applied = await Task.WhenAll(edits.Select(edit => Task.Run(() =>
            Harness.CreateStore().ApplyIfUnchangedAsync(seen, Edit(edit.Import, edit.Name), CancellationToken.None))));

        var winner = Assert.Single(edits.Zip(applied), pair => pair.Second).First;
        Assert.Equal(winner.Name, (await probe.DataAsync("ann@x.org")).Name);
    }

    private static RowBatch Edit(ImportId import, string name) => TestRows.Batch(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 1, "ann@x.org", name)) with
    {
        Ends = [new(import, 1)],
    };
}
