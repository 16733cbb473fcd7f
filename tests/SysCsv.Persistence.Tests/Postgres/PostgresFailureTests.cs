using Npgsql;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Writing;
using SysCsv.Testing.Persistence;

namespace SysCsv.Persistence.Tests.Postgres;

public sealed class PostgresFailureTests(PostgresStoreHarness harness) : IClassFixture<PostgresStoreHarness>
{
    private const string Secret = "secret.person@example.org";

    [SkippableFact]
    public async Task Null_character_is_refused_without_naming_the_value()
    {
        await StartAsync();
        var row = TestRows.Accepted(TestRows.NewImport(), 1, Secret, "Ann\0");

        var exception = await FailAsync(harness.CreateStore(), row);

        Assert.Equal((StoreFailure.DataRefused, false), (exception.Failure, exception.IsTransient));
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [SkippableFact]
    public async Task Value_that_a_constraint_refuses_stays_out_of_the_exception()
    {
        await StartAsync();
        await PostgresStoreHarness.RunAsync(harness.ConnectionString, "ALTER TABLE contacts ADD CONSTRAINT no_ann CHECK (name <> 'Ann')");

        var exception = await FailAsync(harness.CreateStore(), TestRows.Accepted(TestRows.NewImport(), 1, Secret, "Ann"));

        await PostgresStoreHarness.RunAsync(harness.ConnectionString, "ALTER TABLE contacts DROP CONSTRAINT no_ann");
        Assert.Equal(StoreFailure.DataRefused, exception.Failure);
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [SkippableFact]
    public async Task Database_that_takes_no_writes_is_transient()
    {
        await StartAsync();
        var store = Open(builder => builder.Options = "-c default_transaction_read_only=on");

        var exception = await FailAsync(store, TestRows.Accepted(TestRows.NewImport(), 1, "a@x.org"));

        Assert.Equal((StoreFailure.ReadOnly, true), (exception.Failure, exception.IsTransient));
    }

    [SkippableFact]
    public async Task Database_that_does_not_exist_is_a_wrong_setting()
    {
        await StartAsync();

        var exception = await FailAsync(Open(builder => builder.Database = "syscsv_no_such"), TestRows.Accepted(TestRows.NewImport(), 1, "a@x.org"));

        Assert.Equal(StoreFailure.Misconfigured, exception.Failure);
        Assert.Contains("SysCsv:Postgres:ConnectionString", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("syscsv_no_such", exception.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Statement_that_takes_too_long_is_a_timeout()
    {
        await StartAsync();
        await using var other = new NpgsqlConnection(harness.ConnectionString);
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await new NpgsqlCommand("LOCK TABLE contacts", other, transaction).ExecuteNonQueryAsync();

        var exception = await FailAsync(Open(builder => builder.CommandTimeout = 1), TestRows.Accepted(TestRows.NewImport(), 1, "a@x.org"));

        Assert.Equal((StoreFailure.Timeout, true), (exception.Failure, exception.IsTransient));
    }

    [SkippableFact]
    public async Task Sessions_that_are_cut_off_lose_and_repeat_nothing()
    {
        await StartAsync();
        var import = TestRows.NewImport();
        var store = harness.CreateStore();
        using var stop = new CancellationTokenSource();
        var cutting = CutSessionsAsync(stop.Token);

        for (var batch = 0; batch < 60; batch++)
        {
            var rows = TestRows.Batch(DuplicatePolicy.KeepLast, Enumerable.Range(1, 50).Select(row => TestRows.Accepted(import, (batch * 50) + row, $"user{row % 40}@x.org", $"{batch} {row}")));
            while (!await TryApplyAsync(store, rows))
            {
            }
        }

        await stop.CancelAsync();
        await cutting;

        // The pool still holds sessions that were cut; each would fail once more.
        NpgsqlConnection.ClearAllPools();
        var counts = (await harness.CreateImportReader().FindImportAsync(import))!.Counts;
        Assert.Equal(new ImportCounts(40, 0, 2960, 0, 0), counts);
        Assert.Equal(40, await harness.CreateContactReader().CountContactsAsync());
    }

    private static async Task<bool> TryApplyAsync(IContactStore store, RowBatch batch)
    {
        try
        {
            await store.ApplyAsync(batch, CancellationToken.None);
            return true;
        }
        catch (StoreException exception) when (exception.IsTransient)
        {
            return false;
        }
    }

    private static async Task<StoreException> FailAsync(IContactStore store, AcceptedRow row) =>
        await Assert.ThrowsAsync<StoreException>(() => store.ApplyAsync(TestRows.Batch(DuplicatePolicy.KeepLast, row), CancellationToken.None));

    private async Task CutSessionsAsync(CancellationToken cancellationToken)
    {
        var database = new NpgsqlConnectionStringBuilder(harness.ConnectionString).Database;
        while (!cancellationToken.IsCancellationRequested)
            await PostgresStoreHarness.RunAsync(
                new NpgsqlConnectionStringBuilder(harness.ConnectionString) { Database = "postgres" }.ConnectionString,
                $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'; SELECT pg_sleep(0.02)");
    }

    private RelationalContactStore Open(Action<NpgsqlConnectionStringBuilder> change)
    {
        var builder = new NpgsqlConnectionStringBuilder(harness.ConnectionString);
        change(builder);
        return new(PostgresStoreHarness.Open(builder.ConnectionString), TimeProvider.System);
    }

    private Task StartAsync()
    {
        Skip.If(harness.SkipReason is not null, harness.SkipReason);
        return harness.ResetAsync(withSchema: true);
    }
}
