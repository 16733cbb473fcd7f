using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace SysCsv;

/// <summary>Names the transport and the store by configuration, for hosts that carry every provider.</summary>
public static class SysCsvConfiguredProvidersExtensions
{
    /// <summary>The key that names the transport: <c>Embedded</c> (the default), <c>RabbitMq</c> or <c>AzureServiceBus</c>.</summary>
    public const string TransportKey = "SysCsv:Transport";

    /// <summary>The key that names the store: <c>Sqlite</c> (the default), <c>Postgres</c> or <c>SqlServer</c>.</summary>
    public const string StoreKey = "SysCsv:Store";

    /// <summary>The key of the folder in which the embedded queue and the SQLite database live, unless their own settings say otherwise. Default <c>syscsv-data</c>.</summary>
    public const string DataFolderKey = "SysCsv:DataFolder";

    /// <summary>Uses the transport that <see cref="TransportKey"/> names; its own section configures it.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="configuration">The host's own: sections of providers are read from the <see cref="IConfiguration"/> of its container.</param>
    /// <exception cref="OptionsValidationException">The key names no transport that this host carries, or a setting has a value of the wrong type.</exception>
    public static SysCsvBuilder UseConfiguredTransport(this SysCsvBuilder builder, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configuration);
        Check(builder, configuration);
        var name = configuration[TransportKey];
        return name switch
        {
            null or "" => UseEmbedded(builder, configuration),
            _ when Is(name, "Embedded") => UseEmbedded(builder, configuration),
            _ when Is(name, "RabbitMq") => builder.UseRabbitMq(),
            _ when Is(name, "AzureServiceBus") => builder.UseAzureServiceBus(),
            _ => throw Wrong(TransportKey, "names no transport of this host. Set it to Embedded, RabbitMq or AzureServiceBus."),
        };
    }

    /// <summary>Uses the store that <see cref="StoreKey"/> names; its own section configures it.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="configuration">The host's own: sections of providers are read from the <see cref="IConfiguration"/> of its container.</param>
    /// <exception cref="OptionsValidationException">The key names no store that this host carries, or a setting has a value of the wrong type.</exception>
    public static SysCsvBuilder UseConfiguredStore(this SysCsvBuilder builder, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configuration);
        Check(builder, configuration);
        var name = configuration[StoreKey];
        return name switch
        {
            null or "" => UseSqlite(builder, configuration),
            _ when Is(name, "Sqlite") => UseSqlite(builder, configuration),
            _ when Is(name, "Postgres") => builder.UsePostgres(),
            _ when Is(name, "SqlServer") => builder.UseSqlServer(),
            _ => throw Wrong(StoreKey, "names no store of this host. Set it to Sqlite, Postgres or SqlServer."),
        };
    }

    private static void Check(SysCsvBuilder builder, IConfiguration configuration)
    {
        KnownSettings.CheckTypes(configuration);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, UnknownSettings>());
    }

    private static OptionsValidationException Wrong(string key, string fault) => new(key, typeof(string), [$"{key} {fault}"]);

    private static SysCsvBuilder UseEmbedded(SysCsvBuilder builder, IConfiguration configuration) =>
        configuration[$"{EmbeddedTransportOptions.Section}:{nameof(EmbeddedTransportOptions.DataSource)}"] is { Length: > 0 }
            ? builder.UseEmbeddedTransport()
            : builder.UseEmbeddedTransport(InDataFolder(configuration, "queue.db"));

    private static SysCsvBuilder UseSqlite(SysCsvBuilder builder, IConfiguration configuration) =>
        configuration[$"{SqliteOptions.Section}:{nameof(SqliteOptions.ConnectionString)}"] is { Length: > 0 }
            ? builder.UseSqlite()
            : builder.UseSqlite($"Data Source={InDataFolder(configuration, "contacts.db")}");

    private static string InDataFolder(IConfiguration configuration, string file)
    {
        var folder = configuration[DataFolderKey] is { Length: > 0 } named ? named : "syscsv-data";
        try
        {
            return Path.Combine(Directory.CreateDirectory(folder).FullName, file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Wrong(DataFolderKey, "names a folder that can't be made. Name one that this process may write to.");
        }
    }

    private static bool Is(string name, string expected) => string.Equals(name, expected, StringComparison.OrdinalIgnoreCase);
}
