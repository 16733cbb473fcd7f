using SysCsv.Transports.AzureServiceBus.Authorization;

namespace SysCsv.Transports.AzureServiceBus.Connections;

/// <summary>Reads the settings for Service Bus and its emulator: a connection string, and one way to sign in.</summary>
internal static class ServiceBusEndpoint
{
    private const string Setting = AzureServiceBusOptions.Section + ":ConnectionString";
    private const int TlsPort = 5671;
    private const int PlainPort = 5672;
    private const int EmulatorManagementPort = 5300;
    private const string WebSocketPath = "/$servicebus/websocket";

    /// <summary>What is wrong, as a sentence that shows no value; null if nothing is.</summary>
    public static string? FindFault(AzureServiceBusOptions options)
    {
        if (options.ConnectionString is null || ConnectionString.TryParse(options.ConnectionString) is not { } parts)
            return $"{Setting} is no connection string of Service Bus. Expected Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=….";
        if (!Uri.TryCreate(parts.Endpoint, UriKind.Absolute, out var endpoint) || endpoint.Scheme != "sb" || endpoint.Host.Length == 0)
            return $"{Setting} has no Endpoint=sb://….";
        if (parts.EntityPath is { } entity && !string.Equals(entity, options.Queue, StringComparison.OrdinalIgnoreCase))
            return $"{Setting} has an EntityPath that is not {AzureServiceBusOptions.Section}:Queue. Set both to the same queue, or take the connection string of the namespace.";
        return FindCredentialFault(parts, options);
    }

    public static Endpoint From(AzureServiceBusOptions options, TimeProvider time)
    {
        var parts = ConnectionString.TryParse(options.ConnectionString!)!;
        var named = new Uri(parts.Endpoint!);
        return new()
        {
            Address = AddressOf(named, parts.IsEmulator, options.UseWebSockets),
            Management = options.ManagementUri is { } uri ? new(uri) : ManagementOf(named, parts.IsEmulator),
            Tokens = TokensOf(parts, options, time),
        };
    }

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
