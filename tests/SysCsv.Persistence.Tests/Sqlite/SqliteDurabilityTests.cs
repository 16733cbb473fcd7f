using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SysCsv.Imports;
using SysCsv.Persistence.Sqlite;
using SysCsv.Testing.Persistence;

namespace SysCsv.Persistence.Tests.Sqlite;

public sealed class SqliteDurabilityTests(SqliteStoreHarness harness) : IClassFixture<SqliteStoreHarness>
{
    [Fact]
    public async Task Commits_go_to_the_disk_and_the_log_is_written_ahead()
    {
        await harness.ResetAsync(withSchema: true);

        var (journal, synchronous, foreignKeys) = await SqliteStore.Open(harness.ConnectionString).RunAsync(
            async context =>
            {
                await context.Database.OpenConnectionAsync();
                return (Ask(context, "PRAGMA journal_mode"), Ask(context, "PRAGMA synchronous"), Ask(context, "PRAGMA foreign_keys"));
            },
            CancellationToken.None);

        Assert.Equal(("wal", "2", "1"), (journal, synchronous, foreignKeys));
    }

    [Fact]
    public async Task Migration_lock_that_a_killed_process_left_stops_nobody()
    {
        await harness.ResetAsync(withSchema: false);
        await RunAsync("""
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2020-01-01 00:00:00');
            """);

        await harness.CreateStore().EnsureSchemaAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

        await harness.CreateStore().CheckAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Batch_waits_for_a_writer_of_another_process()
    {
        await harness.ResetAsync(withSchema: true);
        await using var other = new SqliteConnection(harness.ConnectionString);
        await other.OpenAsync();
        await using var transaction = other.BeginTransaction(deferred: false);
        var import = TestRows.NewImport();
        var store = harness.CreateStore();

        var applied = Task.Run(() => store.ApplyAsync(
            TestRows.Batch(DuplicatePolicy.KeepLast, TestRows.Accepted(import, 1, "a@x.org")), CancellationToken.None));
        Assert.NotSame(applied, await Task.WhenAny(applied, Task.Delay(300)));
        await transaction.RollbackAsync();

        Assert.Equal(1, (await applied).Counts.Inserted);
    }

    [Fact]
    public async Task File_that_is_no_database_is_a_wrong_setting()
    {
        await harness.ResetAsync(withSchema: false);
        await File.WriteAllTextAsync(new SqliteConnectionStringBuilder(harness.ConnectionString).DataSource, new string('x', 5000));

        var exception = await Assert.ThrowsAsync<StoreException>(() => harness.CreateStore().EnsureSchemaAsync(CancellationToken.None));

        Assert.Equal(StoreFailure.Misconfigured, exception.Failure);
    }

    [Fact]
    public async Task Database_that_is_full_is_read_only_for_now_and_goes_on_when_there_is_room()
    {
        await harness.ResetAsync(withSchema: true);
        var import = TestRows.NewImport();
        var batch = TestRows.Batch(DuplicatePolicy.KeepLast, Enumerable.Range(1, 500).Select(row => TestRows.Accepted(import, row, $"user{row}@x.org", new string('x', 500))));

        var full = new Relational.Writing.RelationalContactStore(new(() => Limited(harness.ConnectionString), new SqliteDialect(), _ => { }), TimeProvider.System);
        var exception = await Assert.ThrowsAsync<StoreException>(() => full.ApplyAsync(batch, CancellationToken.None));

        Assert.Equal((StoreFailure.ReadOnly, true), (exception.Failure, exception.IsTransient));
        Assert.Equal(new ImportCounts(500, 0, 0, 0, 0), (await harness.CreateStore().ApplyAsync(batch, CancellationToken.None)).Counts);
    }

    // The limit belongs to the connection.
    private static SqliteDbContext Limited(string connectionString)
    {
        var connection = new SqliteConnection($"{connectionString};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA max_page_count = 40";
        command.ExecuteNonQuery();
        return new(new DbContextOptionsBuilder<SqliteDbContext>().UseSqlite(connection, contextOwnsConnection: true).Options);
    }

    private static string? Ask(DbContext context, string pragma)
    {
        using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = pragma;
        return command.ExecuteScalar()?.ToString();
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new SqliteConnection(harness.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
