using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using SysCsv.Persistence.Relational;

namespace SysCsv.Persistence.Sqlite;

/// <summary>Makes the database that both sides of the store use.</summary>
internal static class SqliteStore
{
    public static StoreDatabase Open(string connectionString)
    {
        var options = new DbContextOptionsBuilder<SqliteDbContext>();
        Configure(options);
        var contexts = new PooledDbContextFactory<SqliteDbContext>(options.Options);
        return new(contexts.CreateDbContext, new SqliteDialect(), Configure);

        void Configure(DbContextOptionsBuilder builder) => builder.UseSqlite(Complete(connectionString)).AddInterceptors(new DurableConnections());
    }

    /// <summary>Whether the connection string can be read and names a file.</summary>
    public static bool NamesFile(string? connectionString)
    {
        try
        {
            var builder = new SqliteConnectionStringBuilder(connectionString);
            return builder.Mode != SqliteOpenMode.Memory && builder.DataSource is not ("" or ":memory:");
        }
        catch (ArgumentException)
        {
            // There is no Try form: this is how the driver refuses a connection string.
            return false;
        }
    }

    private static string Complete(string connectionString) =>
        new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true }.ConnectionString;
}
