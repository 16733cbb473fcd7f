namespace SysCsv.Transports;

/// <summary>A message that this process holds until it settles it, or until its lock or connection ends.</summary>
/// <remarks>Belongs to the receiver that delivered it. A transport derives its own type to keep what it settles by.</remarks>
public class Delivery
{
    /// <summary>The id the sender gave; empty if it gave none.</summary>
    public required string MessageId { get; init; }

    /// <summary>The body, owned by the delivery.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>How often the message has been delivered, this time included, as far as the broker counts; at least 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The W3C trace context of the sender; null if there is none.</summary>
    public string? TraceParent { get; init; }
}
