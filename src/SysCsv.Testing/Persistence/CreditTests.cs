using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using Xunit;

namespace SysCsv.Testing.Persistence;

/// <summary>A store tells which row of an import a contact counts for: the rest of its accepted rows are duplicates.</summary>
public abstract class CreditTests<THarness>(THarness harness) : StoreTests<THarness>(harness)
    where THarness : class, IStoreHarness
{
    [SkippableTheory]
    [InlineData(DuplicatePolicy.KeepLast, 3)]
    [InlineData(DuplicatePolicy.KeepFirst, 1)]
    [InlineData(DuplicatePolicy.FillBlanks, 1)]
    public async Task Contact_that_an_import_made_counts_for_the_row_that_was_picked(DuplicatePolicy policy, long row)
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();

        await probe.ApplyAsync(policy, TestRows.Accepted(import, 1, "a@x.org", "First"), TestRows.Accepted(import, 2, "b@x.org"));
        await probe.ApplyAsync(policy, TestRows.Accepted(import, 3, "a@x.org", "Last"));

        var credit = Assert.Single(await probe.Fates.FindCreditsAsync(import, ["a@x.org"]));
        Assert.Equal((RowFate.Inserted, row), (credit.Fate, credit.Row));
        Assert.Equal([row == 1 ? RowFate.Inserted : RowFate.Duplicate, row == 3 ? RowFate.Inserted : RowFate.Duplicate], [credit.FateOf(1), credit.FateOf(3)]);
        Assert.Equal((RowFate.Inserted, 2), await CreditAsync(probe, import, "b@x.org"));
    }

    [SkippableTheory]
    [InlineData(DuplicatePolicy.KeepLast, RowFate.Updated, 3L)]
    [InlineData(DuplicatePolicy.KeepFirst, RowFate.Duplicate, null)]
    [InlineData(DuplicatePolicy.FillBlanks, RowFate.Updated, 2L)]
    public async Task Contact_that_was_there_counts_where_its_data_changed(DuplicatePolicy policy, RowFate fate, long? row)
    {
        var probe = await StartAsync();
        var (first, second) = (TestRows.NewImport(), TestRows.NewImport());
        await ImportAsync(probe, DuplicatePolicy.KeepLast, TestRows.Accepted(first, 7, "a@x.org", "Ann"), TestRows.Accepted(first, 8, "same@x.org", "Same", ("City", "Rome")));

        await ImportAsync(
            probe,
            policy,
            TestRows.Accepted(second, 1, "same@x.org", "Same", ("City", "Rome")),
            TestRows.Accepted(second, 2, "a@x.org", "Ann", ("City", "Rome")),
            TestRows.Accepted(second, 3, "a@x.org", "Anna", ("City", "Bonn")));

        Assert.Equal((fate, row), await CreditAsync(probe, second, "a@x.org"));
        Assert.Equal((RowFate.Duplicate, null), await CreditAsync(probe, second, "same@x.org"));
        Assert.Equal((RowFate.Inserted, 7), await CreditAsync(probe, first, "a@x.org"));
        Assert.Equal((RowFate.Inserted, 8), await CreditAsync(probe, first, "same@x.org"));
    }

    [SkippableTheory]
    [InlineData(DuplicatePolicy.KeepLast)]
    [InlineData(DuplicatePolicy.FillBlanks)]
    public async Task Credits_of_an_import_never_say_other_than_its_counts_whatever_came_later(DuplicatePolicy later)
    {
        var probe = await StartAsync();
        var imports = new[] { TestRows.NewImport(), TestRows.NewImport(), TestRows.NewImport(), TestRows.NewImport() };
        var policies = new[] { DuplicatePolicy.KeepLast, DuplicatePolicy.KeepLast, later, DuplicatePolicy.KeepFirst };
        foreach (var (i, import) in imports.Index())
            await ImportAsync(
                probe,
                policies[i],
                TestRows.Accepted(import, 1, "changes@x.org", $"Name {i}", ($"Column {i}", "value")),
                TestRows.Accepted(import, 2, "stays@x.org", "Same"),
                TestRows.Accepted(import, 3, $"new{i}@x.org"));

        foreach (var import in imports)
        {
            var counts = await probe.CountsAsync(import);
            var credits = await probe.Fates.FindCreditsAsync(import, ["changes@x.org", "stays@x.org", $"new{Array.IndexOf(imports, import)}@x.org"]);
            var unknown = credits.Count(credit => credit.Fate == RowFate.Unknown);
            Assert.Equal(counts.Inserted, credits.Count(credit => credit.Fate == RowFate.Inserted));
            Assert.InRange(counts.Updated, credits.Count(credit => credit.Fate == RowFate.Updated), credits.Count(credit => credit.Fate == RowFate.Updated) + unknown);
            Assert.All(credits, credit => Assert.Equal(credit.Fate is RowFate.Inserted or RowFate.Updated, credit.Row is not null));
        }
    }

    [SkippableFact]
    public async Task Contact_that_was_erased_and_came_again_counts_for_no_earlier_import()
    {
        var probe = await StartAsync();
        var (first, second) = (TestRows.NewImport(), TestRows.NewImport());
        await ImportAsync(probe, DuplicatePolicy.KeepLast, TestRows.Accepted(first, 1, "a@x.org"));
        EmailAddress.Parse("a@x.org", out var email);
        await probe.Store.EraseAsync(email!, CancellationToken.None);
        var gone = await probe.Fates.FindCreditsAsync(first, ["a@x.org"]);
        await ImportAsync(probe, DuplicatePolicy.KeepLast, TestRows.Accepted(second, 1, "a@x.org"));

        Assert.Empty(gone);
        Assert.Equal((RowFate.Unknown, null), await CreditAsync(probe, first, "a@x.org"));
        Assert.Equal((RowFate.Inserted, 1), await CreditAsync(probe, second, "a@x.org"));
    }

    [SkippableFact]
    public async Task Credits_are_asked_for_many_at_once()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        await probe.ApplyAsync(DuplicatePolicy.KeepLast, [.. Enumerable.Range(1, 30).Select(row => TestRows.Accepted(import, row, $"user{row}@x.org"))]);

        var credits = await probe.Fates.FindCreditsAsync(import, [.. Enumerable.Range(1, 40).Select(row => $"user{row}@x.org")]);

        Assert.Equal(Enumerable.Range(1, 30).Select(row => ($"user{row}@x.org", (long?)row)), credits.Select(credit => (credit.Contact.NormalizedEmail, credit.Row)).OrderBy(credit => credit.Row));
        Assert.Equal(await probe.ContactAsync("user7@x.org"), credits.Single(credit => credit.Row == 7).Contact);
        Assert.Empty(await probe.Fates.FindCreditsAsync(import, []));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => probe.Fates.FindCreditsAsync(import, [.. Enumerable.Range(0, 1001).Select(i => $"{i}@x.org")]));
    }

    private static async Task<(RowFate Fate, long? Row)> CreditAsync(StoreProbe probe, ImportId import, string email)
    {
        var credit = Assert.Single(await probe.Fates.FindCreditsAsync(import, [email]));
        return (credit.Fate, credit.Row);
    }

    // To its end, so that a store may forget what it need not remember.
    private static async Task ImportAsync(StoreProbe probe, DuplicatePolicy policy, params AcceptedRow[] rows)
    {
        await probe.ApplyAsync(policy, rows);
        await probe.ApplyAsync(TestRows.End(rows[0].Key.Import, policy, rows.Length));
    }
}
