using SysCsv.Imports;
using SysCsv.Testing.Persistence;

namespace SysCsv.Persistence.Tests.Sqlite;

public sealed class SqliteLongContactTests(SqliteStoreHarness harness) : IClassFixture<SqliteStoreHarness>
{
    [Fact]
    public async Task Step_through_contacts_that_hold_much_ends_early()
    {
        await harness.ResetAsync(withSchema: true);
        var import = TestRows.NewImport();
        var text = new string('x', 1_500_000);
        await harness.CreateStore().ApplyAsync(
            TestRows.Batch(DuplicatePolicy.KeepLast, Enumerable.Range(1, 4).Select(row => TestRows.Accepted(import, row, $"user{row}@x.org", null, ("Note", text)))),
            CancellationToken.None);

        var first = await harness.CreateContactReader().ScanContactsAsync(new() { Text = "nobody" });
        var second = await harness.CreateContactReader().ScanContactsAsync(new() { Text = "nobody", After = first.Next });

        Assert.Equal((3L, 4L, null), (first.Examined, second.Examined, second.Next));
    }
}
