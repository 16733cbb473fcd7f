using Amqp;

namespace SysCsv.Transports.AzureServiceBus;

/// <summary>Where the broker is and what it is told to let us in.</summary>
internal sealed class Endpoint
{
    private const string Setting = AzureServiceBusOptions.Section + ":ConnectionString";
    private const int TlsPort = 5671;
    private const int PlainPort = 5672;
    private const int EmulatorManagementPort = 5300;
    private const string WebSocketPath = "/$servicebus/websocket";

    public required Uri Address { get; init; }

    /// <summary>The host, which audiences begin with.</summary>
    public string Host => Address.Host;

    /// <summary>The host that the open frame names, which is how RabbitMQ is told a virtual host.</summary>
    public string NamedHost => VirtualHost is null ? Host : "vhost:" + VirtualHost;

    public required Uri Management { get; init; }

    /// <summary>Null where the broker takes a user and password.</summary>
    public ITokenSource? Tokens { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Null with Service Bus.</summary>
    public string? VirtualHost { get; init; }

    /// <exception cref="TransportException">The connection string is wrong.</exception>
    public static Endpoint From(AzureServiceBusOptions options, TimeProvider time)
    {
        if (FindFault(options) is { } fault)
            throw new TransportException(TransportFailure.Misconfigured, fault);
        if (options.Dialect == AmqpDialect.RabbitMq)
            return RabbitMqEndpoint.From(options);

        var parts = ConnectionString.TryParse(options.ConnectionString!)!;
        var named = new Uri(parts.Endpoint!);
        return new()
        {
            Address = AddressOf(named, parts.IsEmulator, options.UseWebSockets),
            Management = options.ManagementUri is { } uri ? new(uri) : ManagementOf(named, parts.IsEmulator),
            Tokens = TokensOf(parts, options, time),
        };
    }

    /// <summary>What is wrong with the connection string, as a sentence that shows nothing of it; null if nothing is.</summary>
    public static string? FindFault(AzureServiceBusOptions options)
    {
        if (options.Dialect == AmqpDialect.RabbitMq)
            return RabbitMqEndpoint.FindFault(options);
        if (options.ConnectionString is null || ConnectionString.TryParse(options.ConnectionString) is not { } parts)
            return $"{Setting} is no connection string of Service Bus. Expected Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=….";
        if (!Uri.TryCreate(parts.Endpoint, UriKind.Absolute, out var endpoint) || endpoint.Scheme != "sb" || endpoint.Host.Length == 0)
            return $"{Setting} has no Endpoint=sb://….";
        if (parts.EntityPath is { } entity && !string.Equals(entity, options.Queue, StringComparison.OrdinalIgnoreCase))
            return $"{Setting} has an EntityPath that is not {AzureServiceBusOptions.Section}:Queue. Set both to the same queue, or take the connection string of the namespace.";
        return FindCredentialFault(parts, options);
    }

    /// <summary>The address as the client library wants it.</summary>
    public Address ToAddress() => new(Address.Host, Address.Port, User, Password, Address.AbsolutePath, Address.Scheme);

    private static string? FindCredentialFault(ConnectionString parts, AzureServiceBusOptions options)
    {
        var ways = (parts.Key is null ? 0 : 1) + (parts.Signature is null ? 0 : 1) + (options.TokenProvider is null ? 0 : 1);
        if (ways == 0)
            return $"{Setting} has neither a SharedAccessKey nor a SharedAccessSignature, and there is no token provider.";
        if (ways > 1)
            return $"{Setting} and the token provider name more than one way to sign in: a SharedAccessKey, a SharedAccessSignature, or a token provider.";
        if (parts.Key is not null && parts.KeyName is null)
            return $"{Setting} has a SharedAccessKey and no SharedAccessKeyName.";
        return null;
    }

    private static Uri AddressOf(Uri named, bool isEmulator, bool overWebSocket)
    {
        if (overWebSocket)
            return new UriBuilder(isEmulator ? "ws" : "wss", named.Host, named.Port > 0 ? named.Port : 443, WebSocketPath).Uri;
        return isEmulator
            ? new UriBuilder("amqp", named.Host, named.Port > 0 ? named.Port : PlainPort).Uri
            : new UriBuilder("amqps", named.Host, named.Port > 0 ? named.Port : TlsPort).Uri;
    }

    private static Uri ManagementOf(Uri named, bool isEmulator) => isEmulator
        ? new UriBuilder(Uri.UriSchemeHttp, named.Host, EmulatorManagementPort).Uri
        : new UriBuilder(Uri.UriSchemeHttps, named.Host).Uri;

    private static ITokenSource TokensOf(ConnectionString parts, AzureServiceBusOptions options, TimeProvider time)
    {
        if (options.TokenProvider is { } provider)
            return new EntraTokens(provider);
        return parts.Signature is { } signature
            ? new FixedSignature(signature)
            : new SharedKey(parts.KeyName!, parts.Key!, time);
    }
}
