using SysCsv.Testing.Transports;

namespace SysCsv.Transports.Tests.InMemory;

public sealed class InMemoryHarness : ITransportHarness
{
    private readonly Dictionary<string, InMemoryQueue> _queues = [];

    public string? SkipReason => null;

    public int? DeliveryLimit => 4;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Task.CompletedTask;

    public Task<string> NewQueueAsync(CancellationToken cancellationToken)
    {
        var name = Guid.NewGuid().ToString("N");
        _queues.Add(name, new InMemoryQueue { DeliveryLimit = 4 });
        return Task.FromResult(name);
    }

    public ITransport Connect(string queue) => new InMemoryTransport(_queues[queue]);

    public ITransport ConnectNowhere() => new InMemoryTransport(new InMemoryQueue { Outage = TransportFailure.Unreachable });

    public Task ExpireLocksAsync(string queue, CancellationToken cancellationToken)
    {
        _queues[queue].ExpireLocks();
        return Task.CompletedTask;
    }

    public Task DropConnectionsAsync(string queue, CancellationToken cancellationToken)
    {
        _queues[queue].DropConnections();
        return Task.CompletedTask;
    }

    public Task DeleteQueueAsync(string queue, CancellationToken cancellationToken)
    {
        _queues.Remove(queue);
        return Task.CompletedTask;
    }
}
