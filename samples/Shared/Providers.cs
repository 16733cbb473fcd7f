using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SysCsv;

namespace Samples;

/// <summary>Says where rows come and go: which queue and which database, by full paths, without addresses that hold a password.</summary>
internal static class Providers
{
    public static string Describe(IServiceProvider services)
    {
        var composition = services.GetRequiredService<SysCsvComposition>();
        var parts = composition.Transports.Select(transport => $"queue: {transport} {QueueOf(services, transport)}")
            .Concat(composition.Stores.Select(store => $"database: {store} {DatabaseOf(services, store)}"));
        return string.Join("; ", parts.Select(part => part.Trim()));
    }

    private static string? QueueOf(IServiceProvider services, string transport) => transport == "Embedded"
        ? FullPath(services.GetRequiredService<IOptions<EmbeddedTransportOptions>>().Value.DataSource)
        : services.GetRequiredService<IOptions<RabbitMqOptions>>().Value.Queue;

    private static string? DatabaseOf(IServiceProvider services, string store) => store == "Sqlite"
        ? FullPath(Part(services.GetRequiredService<IOptions<SqliteOptions>>().Value.ConnectionString, "Data Source", "DataSource", "Filename"))
        : Part(services.GetRequiredService<IOptions<PostgresOptions>>().Value.ConnectionString, "Database", "DB");

    private static string? Part(string? connectionString, params string[] names)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        return Array.Find(names, parts.ContainsKey) is { } name ? parts[name].ToString() : null;
    }

    private static string? FullPath(string? path) => string.IsNullOrEmpty(path) ? null : Path.GetFullPath(path);
}
