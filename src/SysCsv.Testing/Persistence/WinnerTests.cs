using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using Xunit;

namespace SysCsv.Testing.Persistence;

/// <summary>The row that the policy names wins, in whatever order rows arrive.</summary>
public abstract class WinnerTests<THarness>(THarness harness) : StoreTests<THarness>(harness)
    where THarness : class, IStoreHarness
{
    private const string Email = "a@x.org";

    [SkippableTheory]
    [InlineData(DuplicatePolicy.KeepLast, "Three", 3)]
    [InlineData(DuplicatePolicy.KeepFirst, "One", 1)]
    [InlineData(DuplicatePolicy.FillBlanks, "One", 1)]
    public async Task Policy_picks_by_row_number_in_any_order(DuplicatePolicy policy, string name, long row)
    {
        foreach (var order in new int[][] { [1, 2, 3], [3, 2, 1], [2, 3, 1], [3, 1, 2] })
        {
            var probe = await StartAsync();
            var import = TestRows.NewImport();
            AcceptedRow[] rows = [TestRows.Accepted(import, 1, Email, "One"), TestRows.Accepted(import, 2, Email, "Two"), TestRows.Accepted(import, 3, Email, "Three")];

            foreach (var number in order)
                await probe.ApplyAsync(policy, rows[number - 1]);

            var contact = await probe.ContactAsync(Email);
            Assert.Equal(name, contact.Data.Name);
            Assert.Equal(new RowKey(import, row), contact.ChangedBy);
            Assert.Equal(new RowKey(import, 1), contact.CreatedBy);
        }
    }

    [SkippableFact]
    public async Task Last_row_replaces_the_whole_contact()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();

        await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 1, "A@x.org", "Ann", ("city", "Bern")));
        await probe.ApplyAsync(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 2, "a@X.org", null, ("phone", "1")));

        Assert.Equal(new ContactData("a@X.org", null, ContactAttributes.From([new("phone", "1")])), await probe.DataAsync(Email));
    }

    [SkippableFact]
    public async Task Blanks_take_the_first_value_in_file_order_field_by_field()
    {
        var probe = await StartAsync();
        var import = TestRows.NewImport();
        AcceptedRow[] rows =
        [
            TestRows.Accepted(import, 4, "a@x.ORG", "Late", ("city", "Rome"), ("phone", "4")),
            TestRows.Accepted(import, 2, "a@X.org", "Ann", ("city", "Bern")),
            TestRows.Accepted(import, 1, "A@x.org", null),
            TestRows.Accepted(import, 3, "a@x.org", "Bob", ("phone", "3")),
        ];

        foreach (var row in rows)
            await probe.ApplyAsync(DuplicatePolicy.FillBlanks, row);

        var contact = await probe.ContactAsync(Email);
        Assert.Equal(new ContactData("A@x.org", "Ann", ContactAttributes.From([new("city", "Bern"), new("phone", "3")])), contact.Data);
        Assert.Equal(new RowKey(import, 3), contact.ChangedBy);
    }

    [SkippableTheory]
    [InlineData(DuplicatePolicy.KeepLast, "New")]
    [InlineData(DuplicatePolicy.KeepFirst, "Old")]
    [InlineData(DuplicatePolicy.FillBlanks, "Old")]
    public async Task Between_imports_the_order_of_upload_decides(DuplicatePolicy policy, string name)
    {
        foreach (var newFirst in new[] { false, true })
        {
            var probe = await StartAsync();
            AcceptedRow[] rows = [TestRows.Accepted(TestRows.NewImport(), 9, Email, "Old"), TestRows.Accepted(TestRows.NewImport(), 1, Email, "New")];

            await probe.ApplyAsync(policy, rows[newFirst ? 1 : 0]);
            await probe.ApplyAsync(policy, rows[newFirst ? 0 : 1]);

            Assert.Equal(name, (await probe.DataAsync(Email)).Name);
        }
    }

    [SkippableTheory]
    [InlineData(DuplicatePolicy.KeepFirst, DuplicatePolicy.KeepLast, DuplicatePolicy.FillBlanks)]
    [InlineData(DuplicatePolicy.FillBlanks, DuplicatePolicy.KeepLast, DuplicatePolicy.KeepFirst)]
    [InlineData(DuplicatePolicy.KeepLast, DuplicatePolicy.FillBlanks, DuplicatePolicy.FillBlanks)]
    [InlineData(DuplicatePolicy.FillBlanks, DuplicatePolicy.FillBlanks, DuplicatePolicy.KeepLast)]
    [InlineData(DuplicatePolicy.KeepLast, DuplicatePolicy.KeepLast, DuplicatePolicy.KeepLast)]
    public async Task Imports_of_different_policies_end_the_same_in_any_order(DuplicatePolicy first, DuplicatePolicy second, DuplicatePolicy third)
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            var workload = RandomWorkload.Create(seed, emails: 6, rows: 12, batchSize: 5, first, second, third);
            var probe = await StartAsync();
            var oracle = new InMemoryContactStore();
            var expected = new StoreProbe(oracle, oracle, oracle, oracle);

            foreach (var batch in workload.Batches.Prepend(workload.Begin))
            {
                var result = await probe.ApplyAsync(batch);
                var wanted = await expected.ApplyAsync(batch);
                Assert.Equal((wanted.Counts, wanted.Repeated), (result.Counts, result.Repeated));
                Assert.Equal(wanted.Completed, result.Completed);
            }

            await StoreState.AssertSameAsync(expected, probe, workload.Imports);
        }
    }
}
