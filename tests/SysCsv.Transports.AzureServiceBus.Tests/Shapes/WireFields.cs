namespace SysCsv.Transports.AzureServiceBus.Tests.Shapes;

/// <summary>The names that the AMQP 1.0 specification gives to what a frame or a message is made of, and to their fields.</summary>
internal static class WireFields
{
    private static readonly Dictionary<ulong, (string Name, string[] Fields)> Types = new()
    {
        [0x10] = ("open", ["container-id", "hostname", "max-frame-size", "channel-max", "idle-time-out", "outgoing-locales", "incoming-locales", "offered-capabilities", "desired-capabilities", "properties"]),
        [0x11] = ("begin", ["remote-channel", "next-outgoing-id", "incoming-window", "outgoing-window", "handle-max", "offered-capabilities", "desired-capabilities", "properties"]),
        [0x12] = ("attach", ["name", "handle", "role", "snd-settle-mode", "rcv-settle-mode", "source", "target", "unsettled", "incomplete-unsettled", "initial-delivery-count", "max-message-size", "offered-capabilities", "desired-capabilities", "properties"]),
        [0x13] = ("flow", ["next-incoming-id", "incoming-window", "next-outgoing-id", "outgoing-window", "handle", "delivery-count", "link-credit", "available", "drain", "echo", "properties"]),
        [0x14] = ("transfer", ["handle", "delivery-id", "delivery-tag", "message-format", "settled", "more", "rcv-settle-mode", "state", "resume", "aborted", "batchable"]),
        [0x15] = ("disposition", ["role", "first", "last", "settled", "state", "batchable"]),
        [0x16] = ("detach", ["handle", "closed", "error"]),
        [0x17] = ("end", ["error"]),
        [0x18] = ("close", ["error"]),
        [0x1d] = ("error", ["condition", "description", "info"]),
        [0x23] = ("received", ["section-number", "section-offset"]),
        [0x24] = ("accepted", []),
        [0x25] = ("rejected", ["error"]),
        [0x26] = ("released", []),
        [0x27] = ("modified", ["delivery-failed", "undeliverable-here", "message-annotations"]),
        [0x28] = ("source", ["address", "durable", "expiry-policy", "timeout", "dynamic", "dynamic-node-properties", "distribution-mode", "filter", "default-outcome", "outcomes", "capabilities"]),
        [0x29] = ("target", ["address", "durable", "expiry-policy", "timeout", "dynamic", "dynamic-node-properties", "capabilities"]),
        [0x70] = ("header", ["durable", "priority", "ttl", "first-acquirer", "delivery-count"]),
        [0x71] = ("delivery-annotations", []),
        [0x72] = ("message-annotations", []),
        [0x73] = ("properties", ["message-id", "user-id", "to", "subject", "reply-to", "correlation-id", "content-type", "content-encoding", "absolute-expiry-time", "creation-time", "group-id", "group-sequence", "reply-to-group-id"]),
        [0x74] = ("application-properties", []),
        [0x75] = ("data", []),
        [0x76] = ("amqp-sequence", []),
        [0x77] = ("amqp-value", []),
        [0x78] = ("footer", []),
    };

    /// <summary>What a descriptor stands for; for one of nobody's, itself.</summary>
    public static string NameOf(object? descriptor) =>
        descriptor is ulong code && Types.TryGetValue(code, out var type) ? type.Name : $"<{descriptor}>";

    public static string FieldOf(object? descriptor, int index) =>
        descriptor is ulong code && Types.TryGetValue(code, out var type) && index < type.Fields.Length ? type.Fields[index] : $"[{index}]";
}
