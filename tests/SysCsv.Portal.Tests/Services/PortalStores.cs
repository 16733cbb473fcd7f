using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace SysCsv.Portal.Tests.Services;

/// <summary>A database for one test.</summary>
public interface IPortalStore : IAsyncLifetime
{
    string? SkipReason { get; }

    void Use(SysCsvBuilder builder);
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
public sealed class PostgresPortalStore : IPortalStore
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("SYSCSV_TEST_POSTGRES");
    private readonly string _database = $"syscsv_portal_{Guid.NewGuid():N}";

    public string? SkipReason => string.IsNullOrEmpty(Server) ? "SYSCSV_TEST_POSTGRES names no PostgreSQL server." : null;

    public void Use(SysCsvBuilder builder) =>
        builder.UsePostgres(new NpgsqlConnectionStringBuilder(Server) { Database = _database, MaxPoolSize = 20 }.ConnectionString);

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
