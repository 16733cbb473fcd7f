using SysCsv.Transports.AzureServiceBus.Receiving;

namespace SysCsv.Transports.AzureServiceBus.DeadLetters;

/// <summary>The dead letters of a queue, kept as the broker has it.</summary>
internal interface IDeadLetters : IDisposable
{
    /// <summary>Moves a held message to the dead letters, with the reason.</summary>
    Task<Settlement> AddAsync(PeekLockLink link, ServiceBusDelivery delivery, string reason, CancellationToken cancellationToken);

    Task<IReadOnlyList<DeadLetter>> ListAsync(int max, CancellationToken cancellationToken);

    /// <summary>Takes away those with the ids, or all, and puts them back into the queue if they are to be replayed.</summary>
    Task<int> RemoveAsync(IReadOnlyCollection<string>? ids, bool replay, CancellationToken cancellationToken);
}
