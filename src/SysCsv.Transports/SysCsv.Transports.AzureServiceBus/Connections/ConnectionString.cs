namespace SysCsv.Transports.AzureServiceBus.Connections;

/// <summary>The parts of a connection string of Service Bus: pairs of name and value, names in any case.</summary>
internal sealed class ConnectionString
{
    private readonly Dictionary<string, string> _parts = new(StringComparer.OrdinalIgnoreCase);

    private ConnectionString()
    {
    }

    public string? Endpoint => Find("Endpoint");

    public string? EntityPath => Find("EntityPath");

    public string? KeyName => Find("SharedAccessKeyName");

    public string? Key => Find("SharedAccessKey");

    public string? Signature => Find("SharedAccessSignature");

    public bool IsEmulator => string.Equals(Find("UseDevelopmentEmulator"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a connection string; null if it is none.</summary>
    public static ConnectionString? TryParse(string text)
    {
        var parsed = new ConnectionString();
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Keys and signatures hold equals signs of their own.
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !parsed._parts.TryAdd(part[..equals].TrimEnd(), part[(equals + 1)..].TrimStart()))
                return null;
        }

        return parsed._parts.Count == 0 ? null : parsed;
    }

    private string? Find(string name) => _parts.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
