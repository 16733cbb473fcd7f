namespace SysCsv.Transports.AzureServiceBus.Management;

/// <summary>Creates and counts queues, which AMQP 1.0 can't.</summary>
internal interface IQueueAdministration : IDisposable
{
    Task EnsureAsync(CancellationToken cancellationToken);

    Task<QueueDepth> CountAsync(CancellationToken cancellationToken);

    /// <summary>Sees that the queue is there, with a broker that would confirm messages for a queue that is not.</summary>
    /// <exception cref="TransportException">It is missing.</exception>
    Task CheckAsync(string queue, CancellationToken cancellationToken);
}
