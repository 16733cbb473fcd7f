namespace SysCsv.Transports;

/// <summary>A place at the queue with messages in hand. Used by one worker: calls do not overlap.</summary>
/// <remarks>
/// Disposing releases every message that is not settled, for others to take at once; it counts as no attempt where the broker can tell.
/// A lost connection ends the receiver: calls throw <see cref="TransportFailure.ConnectionLost"/>, and the engine opens another.
/// </remarks>
public interface IMessageReceiver : IAsyncDisposable
{
    /// <summary>Waits for a message, then takes what is there.</summary>
    /// <param name="maxMessages">How many at most, at least 1.</param>
    /// <param name="wait">How long to wait for the first one.</param>
    /// <returns>What was there at once; empty if nothing came in time.</returns>
    /// <exception cref="TransportException">The receiver ended.</exception>
    Task<IReadOnlyList<Delivery>> ReceiveAsync(int maxMessages, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>The work is done and stored: the messages leave the queue.</summary>
    Task<Settlement> CompleteAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken);

    /// <summary>The work can't be done now: the messages go back to the queue.</summary>
    Task<Settlement> AbandonAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken);

    /// <summary>The work can't be done at all: the message goes to the dead-letter queue. Never lost in between, but after a crash it may come once more.</summary>
    /// <param name="delivery">The message.</param>
    /// <param name="reason">Why, in a sentence without personal data.</param>
    Task<Settlement> DeadLetterAsync(Delivery delivery, string reason, CancellationToken cancellationToken);
}
