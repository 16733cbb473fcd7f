using SysCsv.Testing;
using SysCsv.Testing.Transports;
using SysCsv.Transports.RabbitMq;

namespace SysCsv.Transports.Tests.RabbitMq;

public sealed class RabbitMqHarness : ITransportHarness
{
    private const int ReturnLimit = 4;

    private RabbitMqManagement? _management;

    public string? SkipReason => RabbitMqServer.SkipReason;

    // The limit counts returns to the queue, so that a message is delivered once more often.
    public int? DeliveryLimit => ReturnLimit + 1;

    // Quorum queues count a message as returned however it came back.
    public bool ReleaseIsNoAttempt => false;

    public bool LocksExpire => false;

    // Quorum queues keep no time of arrival.
    public bool OldestAgeIsKnown => false;

    public IReadOnlyCollection<string> Secrets => ["s3cr3t-word"];

    private RabbitMqManagement Management => _management ??= new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _management?.Dispose();
        return Task.CompletedTask;
    }

    public Task<string> NewQueueAsync(CancellationToken cancellationToken) => Task.FromResult($"test-{Guid.CreateVersion7():N}");

    public ITransport Connect(string queue)
    {
        var options = RabbitMqServer.Options(queue);
        options.DeliveryLimit = ReturnLimit;
        options.ManagementUri = RabbitMqServer.ManagementUri;
        return new RabbitMqTransport(options);
    }

    public ITransport ConnectNowhere() => new RabbitMqTransport(
        new RabbitMqOptions { Uri = "amqp://guest:s3cr3t-word@127.0.0.1:9/", Timeout = TimeSpan.FromSeconds(5) });

    public Task ExpireLocksAsync(string queue, CancellationToken cancellationToken) =>
        throw new NotSupportedException("RabbitMQ has no locks that expire.");

    /// <summary>Drops until the broker shows none, by which time the clients have noticed.</summary>
    public async Task DropConnectionsAsync(string queue, CancellationToken cancellationToken)
    {
        await Eventually.BecomesAsync(() => Management.DropConnectionsAsync(queue), TimeSpan.FromSeconds(20), "connections are shown");
        await Eventually.BecomesAsync(
            async () => !await Management.DropConnectionsAsync(queue), TimeSpan.FromSeconds(20), "connections are gone");
    }

    public async Task DeleteQueueAsync(string queue, CancellationToken cancellationToken)
    {
        await Management.DeleteQueueAsync(queue);
        await Management.DeleteQueueAsync(queue + ".dead");
    }
}
