using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using SysCsv.Persistence.Relational;

namespace SysCsv.Persistence.SqlServer;

/// <summary>Makes the database that both sides of the store use.</summary>
internal static class SqlServerStore
{
    public const string Setting = $"{SqlServerOptions.Section}:ConnectionString";

    public static StoreDatabase Open(string connectionString)
    {
        var options = new DbContextOptionsBuilder<SqlServerDbContext>();
        Configure(options);
        var contexts = new PooledDbContextFactory<SqlServerDbContext>(options.Options);
        return new(contexts.CreateDbContext, new SqlServerDialect(), Configure);

        // No retrying execution strategy: the store repeats whole transactions, and the engine repeats whole batches.
        void Configure(DbContextOptionsBuilder builder) => builder.UseSqlServer(Complete(connectionString));
    }

    /// <summary>Whether the connection string can be read and names a server and a database.</summary>
    public static bool NamesDatabase(string? connectionString)
    {
        try
        {
            var builder = new SqlConnectionStringBuilder(connectionString);
            return builder.DataSource.Length > 0 && (builder.InitialCatalog.Length > 0 || builder.AttachDBFilename.Length > 0);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            // There is no Try form: this is how the driver refuses a connection string.
            return false;
        }
    }

    private static string Complete(string connectionString)
    {
        // Without several results at once on a connection, a transaction has one session, which its temporary tables need.
        var builder = new SqlConnectionStringBuilder(connectionString) { MultipleActiveResultSets = false };
        if (!builder.ShouldSerialize("Application Name"))
            builder.ApplicationName = "SysCsv";
        return builder.ConnectionString;
    }
}
