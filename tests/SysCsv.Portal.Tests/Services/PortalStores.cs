using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace SysCsv.Portal.Tests.Services;

/// <summary>A database for one test.</summary>
public interface IPortalStore : IAsyncLifetime
{
    string? SkipReason { get; }

    void Use(SysCsvBuilder builder);
}

/// <summary>A database for one test on a server, that a host reaches by its configuration.</summary>
public interface IPortalServerStore : IPortalStore
{
    Dictionary<string, string?> Settings { get; }
}

/// <summary>SQLite.</summary>
public sealed class SqlitePortalStore : IPortalStore
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("syscsv-portal-store-");

    public string? SkipReason => null;

    public void Use(SysCsvBuilder builder) => builder.UseSqlite($"Data Source={Path.Combine(_folder.FullName, "contacts.db")}");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }
}

/// <summary>The portable store, for any EF Core provider.</summary>
public sealed class PortablePortalStore : IPortalStore
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("syscsv-portal-store-");

    public string? SkipReason => null;

    public void Use(SysCsvBuilder builder) =>
        builder.UseRelational("Portable", options => options.UseSqlite($"Data Source={Path.Combine(_folder.FullName, "contacts.db")}"));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }
}

/// <summary>A database of its own on the PostgreSQL server that SYSCSV_TEST_POSTGRES names.</summary>
public sealed class PostgresPortalStore : IPortalServerStore
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("SYSCSV_TEST_POSTGRES");
    private readonly string _database = $"syscsv_portal_{Guid.NewGuid():N}";

    public string? SkipReason => string.IsNullOrEmpty(Server) ? "SYSCSV_TEST_POSTGRES names no PostgreSQL server." : null;

    public Dictionary<string, string?> Settings => new(StringComparer.Ordinal) { ["SysCsv:Store"] = "Postgres", ["SysCsv:Postgres:ConnectionString"] = ConnectionString };

    private string ConnectionString => new NpgsqlConnectionStringBuilder(Server) { Database = _database, MaxPoolSize = 20 }.ConnectionString;

    public void Use(SysCsvBuilder builder) => builder.UsePostgres(ConnectionString);

    public Task InitializeAsync() => SkipReason is null ? RunAsync($"CREATE DATABASE {_database}") : Task.CompletedTask;

    public Task DisposeAsync() => SkipReason is null ? RunAsync($"DROP DATABASE {_database} WITH (FORCE)") : Task.CompletedTask;

    private static async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A database of its own on the SQL Server that SYSCSV_TEST_SQLSERVER names.</summary>
public sealed class SqlServerPortalStore : IPortalServerStore
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("SYSCSV_TEST_SQLSERVER");
    private readonly string _database = $"syscsv_portal_{Guid.NewGuid():N}";

    public string? SkipReason => string.IsNullOrEmpty(Server) ? "SYSCSV_TEST_SQLSERVER names no SQL Server." : null;

    public Dictionary<string, string?> Settings => new(StringComparer.Ordinal) { ["SysCsv:Store"] = "SqlServer", ["SysCsv:SqlServer:ConnectionString"] = ConnectionString };

    private string ConnectionString => new SqlConnectionStringBuilder(Server) { InitialCatalog = _database, MaxPoolSize = 20 }.ConnectionString;

    public void Use(SysCsvBuilder builder) => builder.UseSqlServer(ConnectionString);

    public Task InitializeAsync() => SkipReason is null ? RunAsync($"CREATE DATABASE {_database}") : Task.CompletedTask;

    public Task DisposeAsync()
    {
        if (SkipReason is not null)
            return Task.CompletedTask;
        SqlConnection.ClearAllPools();
        return RunAsync($"DROP DATABASE {_database}");
    }

    private static async Task RunAsync(string sql)
    {
        await using var connection = new SqlConnection(new SqlConnectionStringBuilder(Server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new SqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
