using Amqp;
using Amqp.Listener;

namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>What the double knows of one connection.</summary>
internal sealed class ClientState(Connection connection)
{
    public Connection Connection => connection;

    /// <summary>Paths that a token opened, and until when.</summary>
    public Dictionary<string, DateTimeOffset> Claims { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where responses go, by the address that the client gave itself.</summary>
    public Dictionary<string, ListenerLink> Replies { get; } = new(StringComparer.Ordinal);

    /// <summary>Links of entities, for expiry, idleness and faults.</summary>
    public List<EntityLink> Links { get; } = [];

    public bool IsAllowed(string path, DateTimeOffset now) =>
        Claims.Any(claim => claim.Value > now && (claim.Key.Length == 0 || path.StartsWith(claim.Key, StringComparison.OrdinalIgnoreCase)));
}

/// <summary>A link to an entity.</summary>
internal sealed class EntityLink(ListenerLink link, string path)
{
    public ListenerLink Link => link;

    public string Path => path;

    public DateTimeOffset LastUse { get; set; }
}
