namespace SysCsv.Transports.AzureServiceBus;

/// <summary>Creates and counts queues, which AMQP 1.0 can't.</summary>
internal interface IQueueAdministration : IDisposable
{
    Task EnsureAsync(CancellationToken cancellationToken);

    Task<QueueDepth> CountAsync(CancellationToken cancellationToken);
}
