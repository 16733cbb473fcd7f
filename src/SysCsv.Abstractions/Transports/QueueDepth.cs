namespace SysCsv.Transports;

/// <summary>How many messages wait where.</summary>
/// <param name="Ready">Messages that nobody holds.</param>
/// <param name="InFlight">Messages delivered and not settled; null where the broker does not tell.</param>
/// <param name="DeadLettered">Messages in the dead-letter queue.</param>
/// <param name="Consumers">Open receivers of all processes; null where the broker does not tell.</param>
public readonly record struct QueueDepth(long Ready, long? InFlight, long DeadLettered, int? Consumers)
{
    /// <summary>
    /// How long the oldest message has been in the queue without being settled, held ones included and dead letters not; zero if there
    /// is none, null where the broker does not tell. One that is replayed from the dead letters begins anew.
    /// </summary>
    public TimeSpan? OldestAge { get; init; }
}
