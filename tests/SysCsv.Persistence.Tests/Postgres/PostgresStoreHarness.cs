using Npgsql;
using SysCsv.Persistence.Postgres;
using SysCsv.Persistence.Relational;
using SysCsv.Persistence.Relational.Reading;
using SysCsv.Persistence.Relational.Writing;
using SysCsv.Testing.Persistence;

namespace SysCsv.Persistence.Tests.Postgres;

/// <summary>A database of its own on the server that SYSCSV_TEST_POSTGRES names.</summary>
public sealed class PostgresStoreHarness : IStoreHarness, IAsyncLifetime
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("SYSCSV_TEST_POSTGRES");
    private readonly string _database = $"syscsv_test_{Guid.NewGuid():N}";

    public string? SkipReason => string.IsNullOrEmpty(Server) ? "SYSCSV_TEST_POSTGRES names no PostgreSQL server." : null;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(Server) { Database = _database, MaxPoolSize = 20 }.ConnectionString;

    public Task InitializeAsync() => SkipReason is null ? RunAsync(Server!, $"CREATE DATABASE {_database}") : Task.CompletedTask;

    public Task DisposeAsync() => SkipReason is null ? RunAsync(Server!, $"DROP DATABASE {_database} WITH (FORCE)") : Task.CompletedTask;

    public async Task ResetAsync(bool withSchema)
    {
        if (withSchema)
        {
            await CreateStore().EnsureSchemaAsync(CancellationToken.None);
            await RunAsync(ConnectionString, "TRUNCATE contacts, imports, rejected_rows, failed_rows, row_ledger RESTART IDENTITY");
        }
        else
        {
            await RunAsync(ConnectionString, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        }
    }

    public IContactStore CreateStore() => new RelationalContactStore(Open(ConnectionString), TimeProvider.System);

    public IImportReader CreateImportReader() => new RelationalImportReader(Open(ConnectionString));

    public IFateReader CreateFateReader() => new RelationalFateReader(Open(ConnectionString));

    public IContactReader CreateContactReader() => new RelationalContactReader(Open(ConnectionString));

    // Nothing listens on port 1.
    public IContactStore CreateUnreachableStore() =>
        new RelationalContactStore(Open("Host=127.0.0.1;Port=1;Database=none;Username=nobody;Timeout=5"), TimeProvider.System);

    public static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    internal static StoreDatabase Open(string connectionString) => PostgresStore.Open(connectionString);
}
