namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>A message at rest.</summary>
internal sealed class StoredMessage
{
    public required long SequenceNumber { get; init; }

    /// <summary>As it was sent, without annotations of the broker.</summary>
    public required byte[] Encoded { get; init; }

    public required string MessageId { get; init; }

    public required DateTimeOffset EnqueuedTime { get; init; }

    /// <summary>Failed deliveries so far.</summary>
    public int DeliveryCount { get; set; }

    /// <summary>What dead-lettering or abandoning added to its properties.</summary>
    public Dictionary<string, object> Added { get; } = new(StringComparer.Ordinal);

    public string? DeadLetterSource { get; set; }
}
