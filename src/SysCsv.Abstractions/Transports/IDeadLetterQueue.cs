namespace SysCsv.Transports;

/// <summary>The dead letters of one queue. Safe for use from many threads and from many processes at once.</summary>
public interface IDeadLetterQueue
{
    /// <summary>The oldest dead letters, without taking them away.</summary>
    /// <param name="max">How many at most, 1 to 10,000.</param>
    /// <exception cref="TransportException">The broker can't be asked.</exception>
    Task<IReadOnlyList<DeadLetter>> ListAsync(int max, CancellationToken cancellationToken);

    /// <summary>Puts dead letters back into the queue, with the same body and message id. None is lost half-way; after a crash one may be in both queues.</summary>
    /// <param name="ids">The <see cref="DeadLetter.Id"/>s, or null for all that are there when the call begins.</param>
    /// <returns>How many were put back; ids that are gone count as none.</returns>
    /// <exception cref="TransportException">The broker can't be asked.</exception>
    Task<int> ReplayAsync(IReadOnlyCollection<string>? ids, CancellationToken cancellationToken);

    /// <summary>Removes dead letters for good.</summary>
    /// <param name="ids">The <see cref="DeadLetter.Id"/>s, or null for all that are there when the call begins.</param>
    /// <returns>How many were removed; ids that are gone count as none.</returns>
    /// <exception cref="TransportException">The broker can't be asked.</exception>
    Task<int> DiscardAsync(IReadOnlyCollection<string>? ids, CancellationToken cancellationToken);
}
