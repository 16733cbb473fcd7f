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

    private static string? QueueOf(IServiceProvider services, string transport) => transport switch
    {
        "Embedded" => FullPath(Get<EmbeddedTransportOptions>(services).DataSource),
        "AzureServiceBus" => Get<AzureServiceBusOptions>(services).Queue,
        _ => Get<RabbitMqOptions>(services).Queue,
    };

    private static string? DatabaseOf(IServiceProvider services, string store) => store switch
    {
        "Sqlite" => FullPath(Part(Get<SqliteOptions>(services).ConnectionString, "Data Source", "DataSource", "Filename")),
        "SqlServer" => Part(Get<SqlServerOptions>(services).ConnectionString, "Initial Catalog", "Database"),
        _ => Part(Get<PostgresOptions>(services).ConnectionString, "Database", "DB"),
    };

    private static T Get<T>(IServiceProvider services)
        where T : class => services.GetRequiredService<IOptions<T>>().Value;

    private static string? Part(string? connectionString, params string[] names)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        return Array.Find(names, parts.ContainsKey) is { } name ? parts[name].ToString() : null;
    }

    private static string? FullPath(string? path) => string.IsNullOrEmpty(path) ? null : Path.GetFullPath(path);
}
