namespace SysCsv.Transports;

/// <summary>One queue on one broker. Safe for use from many threads.</summary>
/// <remarks>
/// Connects on first use and again on the first use after a loss; it never retries, the engine does.
/// Every failure is a <see cref="TransportException"/>; the client library's exceptions stay inside.
/// </remarks>
public interface ITransport : IAsyncDisposable
{
    /// <summary>Creates the queue and its dead-letter queue if they are missing. Idempotent.</summary>
    /// <exception cref="TransportException"><see cref="TransportFailure.QueueMismatch"/> if one exists with other properties.</exception>
    Task EnsureQueueAsync(CancellationToken cancellationToken);

    /// <summary>Completes when the broker holds every message durably. Several calls may be under way at once.</summary>
    /// <remarks>After a failure or cancellation any part may have been taken: send all again, applying is idempotent by row.</remarks>
    /// <exception cref="TransportException"><see cref="TransportFailure.QueueMissing"/> if the queue was deleted; any other failure.</exception>
    Task SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken);

    /// <summary>Begins to receive.</summary>
    /// <param name="prefetch">How many unsettled messages the receiver may hold, at least 1.</param>
    /// <exception cref="TransportException">The receiver can't be opened.</exception>
    Task<IMessageReceiver> OpenReceiverAsync(int prefetch, CancellationToken cancellationToken);

    /// <summary>Counts what is in the queue and its dead-letter queue.</summary>
    /// <exception cref="TransportException">The broker can't be asked.</exception>
    Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken);
}
