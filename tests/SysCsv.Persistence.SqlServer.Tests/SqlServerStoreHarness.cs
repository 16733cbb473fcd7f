using Microsoft.Data.SqlClient;
using SysCsv.Persistence.Relational.Reading;
using SysCsv.Persistence.Relational.Writing;
using SysCsv.Testing.Persistence;

namespace SysCsv.Persistence.SqlServer.Tests;

/// <summary>A database of its own on the server that SYSCSV_TEST_SQLSERVER names.</summary>
public sealed class SqlServerStoreHarness : IStoreHarness, IAsyncLifetime
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("SYSCSV_TEST_SQLSERVER");
    private static readonly string[] Tables = ["contacts", "imports", "rejected_rows", "failed_rows", "row_ledger"];
    private readonly string _database = $"syscsv_test_{Guid.NewGuid():N}";

    public string? SkipReason => string.IsNullOrEmpty(Server) ? "SYSCSV_TEST_SQLSERVER names no SQL Server." : null;

    private string ConnectionString => new SqlConnectionStringBuilder(Server) { InitialCatalog = _database, MaxPoolSize = 20 }.ConnectionString;

    public Task InitializeAsync() => SkipReason is null ? RunAsync(Server!, $"CREATE DATABASE {_database}") : Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (SkipReason is not null)
            return;
        SqlConnection.ClearAllPools();
        await RunAsync(Server!, $"DROP DATABASE {_database}");
    }

    public async Task ResetAsync(bool withSchema)
    {
        if (withSchema)
        {
            await CreateStore().EnsureSchemaAsync(CancellationToken.None);
            await RunAsync(ConnectionString, string.Concat(Tables.Select(table => $"DELETE FROM {table}; ")));
        }
        else
        {
            await RunAsync(ConnectionString, string.Concat(Tables.Append("__EFMigrationsHistory").Select(table => $"DROP TABLE IF EXISTS {table}; ")));
        }
    }

    public IContactStore CreateStore() => new RelationalContactStore(SqlServerStore.Open(ConnectionString), TimeProvider.System);

    public IImportReader CreateImportReader() => new RelationalImportReader(SqlServerStore.Open(ConnectionString));

    public IFateReader CreateFateReader() => new RelationalFateReader(SqlServerStore.Open(ConnectionString));

    public IContactReader CreateContactReader() => new RelationalContactReader(SqlServerStore.Open(ConnectionString));

    // Nothing listens on port 1.
    public IContactStore CreateUnreachableStore() =>
        new RelationalContactStore(SqlServerStore.Open("Server=tcp:127.0.0.1,1;Database=none;User Id=nobody;Password=none;Connect Timeout=2;Encrypt=false"), TimeProvider.System);

    private static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new SqlConnection(new SqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new SqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
