using SysCsv.Transports.Shared;

namespace SysCsv.Transports.AzureServiceBus.Connections;

/// <summary>Reads the settings for RabbitMQ: an address with user and password, and nothing that this broker can't do.</summary>
internal static class RabbitMqEndpoint
{
    private const string Section = AzureServiceBusOptions.Section;
    private const int TlsPort = 5671;
    private const int PlainPort = 5672;
    private const int ManagementPort = 15672;
    private const int ManagementTlsPort = 15671;

    /// <summary>What is wrong, as a sentence that shows no value; null if nothing is.</summary>
    public static string? FindFault(AzureServiceBusOptions options)
    {
        if (!Uri.TryCreate(options.ConnectionString, UriKind.Absolute, out var broker) || broker.Scheme is not ("amqp" or "amqps") || broker.Host.Length == 0)
            return $"{Section}:ConnectionString is no address of RabbitMQ, which {Section}:Dialect asks for. Expected amqp://user:password@host:5672/vhost, special characters percent-encoded.";
        if (!broker.UserInfo.Contains(':', StringComparison.Ordinal))
            return $"{Section}:ConnectionString has no user and password. Expected amqp://user:password@host:5672/vhost, special characters percent-encoded.";
        if (options.UseWebSockets)
            return $"{Section}:UseWebSockets is set, and RabbitMQ does not speak AMQP 1.0 over WebSockets.";
        if (options.DuplicateDetection is not null)
            return $"{Section}:DuplicateDetection is set, and RabbitMQ does not detect duplicates. Counts are right without it.";
        return options.TokenProvider is null
            ? null
            : "There is a token provider, and RabbitMQ takes a user and password over AMQP 1.0.";
    }

    public static Endpoint From(AzureServiceBusOptions options)
    {
        var broker = new Uri(options.ConnectionString!);
        var isSecure = broker.Scheme == "amqps";
        var user = broker.UserInfo.Split(':', 2);
        return new()
        {
            Address = new UriBuilder(broker.Scheme, broker.Host, broker.Port > 0 ? broker.Port : isSecure ? TlsPort : PlainPort).Uri,
            Management = options.ManagementUri is { } uri
                ? new(uri)
                : new UriBuilder(isSecure ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, broker.Host, isSecure ? ManagementTlsPort : ManagementPort).Uri,
            User = Uri.UnescapeDataString(user[0]),
            Password = Uri.UnescapeDataString(user[1]),
            VirtualHost = ManagementClient.VirtualHostOf(broker),
        };
    }
}
