namespace SysCsv.Transports;

/// <summary>A message that could not be processed and waits for somebody to replay or discard it.</summary>
public sealed record DeadLetter
{
    /// <summary>Names the dead letter to its queue: pass it to replay or discard. Valid while the dead letter is there.</summary>
    public required string Id { get; init; }

    /// <summary>The id the sender gave; empty if it gave none.</summary>
    public required string MessageId { get; init; }

    /// <summary>The body as it was sent.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Why it is here, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>How often it was delivered before; null where the broker does not tell.</summary>
    public int? Attempts { get; init; }

    /// <summary>When it came here (UTC); null where the broker does not tell.</summary>
    public DateTimeOffset? Since { get; init; }
}
