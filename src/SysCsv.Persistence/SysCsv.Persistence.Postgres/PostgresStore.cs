using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using SysCsv.Persistence.Relational;

namespace SysCsv.Persistence.Postgres;

/// <summary>Makes the database that both sides of the store use.</summary>
internal static class PostgresStore
{
    private const int PreparedStatements = 32;

    public static StoreDatabase Open(string connectionString)
    {
        var options = new DbContextOptionsBuilder<PostgresDbContext>();
        Configure(options);
        var contexts = new PooledDbContextFactory<PostgresDbContext>(options.Options);
        return new(contexts.CreateDbContext, new PostgresDialect(), Configure);

        void Configure(DbContextOptionsBuilder builder) => builder.UseNpgsql(Complete(connectionString));
    }

    /// <summary>Whether the connection string can be read and names a server.</summary>
    public static bool NamesServer(string? connectionString)
    {
        try
        {
            return !string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connectionString).Host);
        }
        catch (ArgumentException)
        {
            // There is no Try form: this is how the driver refuses a connection string.
            return false;
        }
    }

    private static string Complete(string connectionString)
    {
        // The server's detail texts hold values, which are personal data.
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { IncludeErrorDetail = false };
        builder.ApplicationName ??= "SysCsv";

        // Whoever has a proxy that can't keep prepared statements sets 0.
        if (!NamesMaxAutoPrepare(connectionString))
            builder.MaxAutoPrepare = PreparedStatements;
        return builder.ConnectionString;
    }

    private static bool NamesMaxAutoPrepare(string connectionString) =>
        new System.Data.Common.DbConnectionStringBuilder { ConnectionString = connectionString }.Keys.Cast<string>()
            .Any(key => key.Replace(" ", "", StringComparison.Ordinal).Equals("MaxAutoPrepare", StringComparison.OrdinalIgnoreCase));
}
