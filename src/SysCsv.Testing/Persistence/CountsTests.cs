using SysCsv.Imports;
using SysCsv.Persistence;
using Xunit;

namespace SysCsv.Testing.Persistence;

/// <summary>The counts say what an import changed, by the state before and after it.</summary>
public abstract class CountsTests<THarness>(THarness harness) : StoreTests<THarness>(harness)
    where THarness : class, IStoreHarness
{
    private const string Email = "a@x.org";

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Change_that_a_later_row_undoes_is_no_update(bool backwards)
    {
        var probe = await StartAsync();
        await ImportWholeAsync(probe, DuplicatePolicy.KeepLast, import => TestRows.Accepted(import, 1, Email, "A"));
        var import = TestRows.NewImport();
        AcceptedRow[] rows = [TestRows.Accepted(import, 1, Email, "B"), TestRows.Accepted(import, 2, Email, "A")];

        foreach (var row in backwards ? rows.Reverse() : rows)
            await probe.ApplyAsync(DuplicatePolicy.KeepLast, row);

        Assert.Equal(new ImportCounts(0, 0, 2, 0, 0), await probe.CountsAsync(import));
        Assert.Equal("A", (await probe.DataAsync(Email)).Name);
    }

    [SkippableFact]
    public async Task Result_reports_an_update_and_its_undoing()
    {
        var probe = await StartAsync();
        await ImportWholeAsync(probe, DuplicatePolicy.KeepLast, import => TestRows.Accepted(import, 1, Email, "A"));
        var import = TestRows.NewImport();

        var first = await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 1, Email, "B"));
        var second = await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 2, Email, "A"));

        Assert.Equal(new ImportCounts(0, 1, 0, 0, 0), first.Counts);
        Assert.Equal(new ImportCounts(0, -1, 2, 0, 0), second.Counts);
    }

    [SkippableTheory]
    [InlineData(DuplicatePolicy.KeepLast)]
    [InlineData(DuplicatePolicy.KeepFirst)]
    [InlineData(DuplicatePolicy.FillBlanks)]
    public async Task Same_file_again_is_all_duplicates(DuplicatePolicy policy)
    {
        var probe = await StartAsync();
        AcceptedRow[] Rows(ImportId import) => [.. Enumerable.Range(1, 20).Select(row => TestRows.Accepted(import, row, $"user{row % 15}@x.org", $"Name {row}"))];

        var first = await ImportWholeAsync(probe, policy, Rows);
        var second = await ImportWholeAsync(probe, policy, Rows);

        Assert.Equal(new ImportCounts(15, 0, 5, 0, 0), await probe.CountsAsync(first));
        Assert.Equal(new ImportCounts(0, 0, 20, 0, 0), await probe.CountsAsync(second));
    }

    [SkippableTheory]
    [InlineData(DuplicatePolicy.KeepLast, 10)]
    [InlineData(DuplicatePolicy.KeepFirst, 0)]
    [InlineData(DuplicatePolicy.FillBlanks, 5)]
    public async Task Changed_contacts_count_as_updated_once(DuplicatePolicy policy, long updated)
    {
        var probe = await StartAsync();
        await ImportWholeAsync(probe, policy, import =>
            [.. Enumerable.Range(0, 10).Select(i => TestRows.Accepted(import, i + 1, $"user{i}@x.org", i % 2 == 0 ? null : "Old"))]);

        var second = await ImportWholeAsync(probe, policy, import =>
            [.. Enumerable.Range(0, 20).Select(i => TestRows.Accepted(import, i + 1, $"user{i % 10}@x.org", $"New {i}"))]);

        Assert.Equal(new ImportCounts(0, updated, 20 - updated, 0, 0), await probe.CountsAsync(second));
    }

    [SkippableFact]
    public async Task Changed_names_on_repeats_within_a_file_are_no_update()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();

        foreach (var row in Enumerable.Range(1, 6))
            await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(import, row, Email, $"Name {row}"));

        Assert.Equal(new ImportCounts(1, 0, 5, 0, 0), await probe.CountsAsync(import));
    }

    [SkippableFact]
    public async Task Rejected_and_failed_rows_are_counted_beside_the_others()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();

        var result = await probe.ApplyAsync(TestRows.Batch(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 1, Email), TestRows.Accepted(import, 2, Email)) with
        {
            Rejected = [TestRows.Rejected(import, 3), TestRows.Rejected(import, 4)],
            Failed = [TestRows.Failed(import, 5)],
        });

        Assert.Equal(new ImportCounts(1, 0, 1, 2, 1), result.Counts);
        Assert.Equal(result.Counts, await probe.CountsAsync(import));
    }

    [SkippableTheory]
    [InlineData(DuplicatePolicy.KeepLast)]
    [InlineData(DuplicatePolicy.KeepFirst)]
    [InlineData(DuplicatePolicy.FillBlanks)]
    public async Task Two_equal_imports_at_once_share_the_contacts(DuplicatePolicy policy)
    {
        var probe = await StartAsync();
        ImportId[] imports = [TestRows.NewImport(), TestRows.NewImport()];
        var batches = imports.SelectMany(import => Enumerable.Range(1, 120).Chunk(20).Select(rows =>
            TestRows.Batch(policy, rows.Select(row => TestRows.Accepted(import, row, $"user{row % 100}@x.org", $"Name {row % 100}"))))).ToList();

        await Task.WhenAll(batches.Select(batch => Task.Run(() => Harness.CreateStore().ApplyAsync(batch, CancellationToken.None))));

        var (first, second) = (await probe.CountsAsync(imports[0]), await probe.CountsAsync(imports[1]));
        Assert.Equal(100, await probe.Contacts.CountContactsAsync());
        Assert.Equal((120, 120), (first.Total, second.Total));
        Assert.Equal((100, 0, 140), (first.Inserted + second.Inserted, first.Updated + second.Updated, first.Duplicate + second.Duplicate));
    }

    [SkippableFact]
    public async Task Older_import_that_comes_late_takes_over_what_it_inserted_first()
    {
        var probe = await StartAsync();
        var (older, newer) = (TestRows.NewImport(), TestRows.NewImport());

        await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(newer, 1, Email, "New"));
        await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(older, 1, Email, "Old"));

        Assert.Equal(new ImportCounts(1, 0, 0, 0, 0), await probe.CountsAsync(older));
        Assert.Equal(new ImportCounts(0, 1, 0, 0, 0), await probe.CountsAsync(newer));
        Assert.Equal("New", (await probe.DataAsync(Email)).Name);
    }

    /// <summary>Applies an import from its start to its end, and returns its id.</summary>
    private static async Task<ImportId> ImportWholeAsync(StoreProbe probe, DuplicatePolicy policy, Func<ImportId, AcceptedRow[]> rowsOf)
    {
        var import = TestRows.NewImport();
        var rows = rowsOf(import);
        await probe.ApplyAsync(TestRows.Start(import, policy));
        await probe.ApplyAsync(policy, rows);
        var result = await probe.ApplyAsync(TestRows.End(import, policy, rows.Length));
        Assert.Equal([import], result.Completed);
        return import;
    }

    private static Task<ImportId> ImportWholeAsync(StoreProbe probe, DuplicatePolicy policy, Func<ImportId, AcceptedRow> rowOf) =>
        ImportWholeAsync(probe, policy, import => [rowOf(import)]);
}
