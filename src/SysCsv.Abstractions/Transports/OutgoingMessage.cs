namespace SysCsv.Transports;

/// <summary>A message to send.</summary>
/// <param name="Id">The message id, derived from what is in it, so that a repeated send carries the same id. At most 128 ASCII characters.</param>
/// <param name="Body">The body; must not change until the send has ended.</param>
/// <param name="TraceParent">The W3C trace context of the sender; null if there is none.</param>
public sealed record OutgoingMessage(string Id, ReadOnlyMemory<byte> Body, string? TraceParent = null)
{
    /// <summary>The content type that every message carries.</summary>
    public const string ContentType = "application/vnd.syscsv+json";
}
