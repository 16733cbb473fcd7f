using SysCsv.Testing.Transports;

namespace SysCsv.Transports.AzureServiceBus.Tests.RabbitMq;

/// <summary>The transport with the dialect of RabbitMQ, on a real broker.</summary>
public sealed class AmqpBrokerHarness : ITransportHarness
{
    internal const int ReturnLimit = 4;

    private VirtualHost? _host;
    private CuttingProxy? _proxy;

    public string? SkipReason { get; private set; }

    // The statistics that depths are read from are some seconds old.
    public TimeSpan Patience => TimeSpan.FromSeconds(60);

    // The plugin tells only whether a message was delivered before.
    public bool CountsDeliveries => false;

    // The limit counts returns to the queue, so that a message is delivered once more often.
    public int? DeliveryLimit => ReturnLimit + 1;

    // Quorum queues count a message as returned however it came back.
    public bool ReleaseIsNoAttempt => false;

    public bool LocksExpire => false;

    // Quorum queues keep no time of arrival.
    public bool OldestAgeIsKnown => false;

    public IReadOnlyCollection<string> Secrets => ["s3cr3t-word"];

    internal VirtualHost Host => _host ?? throw new InvalidOperationException("There is no broker.");

    public async Task InitializeAsync()
    {
        SkipReason = await AmqpBroker.FindReasonToSkipAsync();
        if (SkipReason is not null)
            return;
        _host = await VirtualHost.CreateAsync();
        _proxy = CuttingProxy.Start(AmqpBroker.Uri);
    }

    public async Task DisposeAsync()
    {
        if (_proxy is not null)
            await _proxy.DisposeAsync();
        if (_host is not null)
            await _host.DisposeAsync();
    }

    public Task<string> NewQueueAsync(CancellationToken cancellationToken) => Task.FromResult($"test/{Guid.CreateVersion7():N}");

    public ITransport Connect(string queue) => new AzureServiceBusTransport(Options(queue));

    public ITransport ConnectNowhere() => new AzureServiceBusTransport(new AzureServiceBusOptions
    {
        Dialect = AmqpDialect.RabbitMq,
        ConnectionString = "amqp://guest:s3cr3t-word@127.0.0.1:9/",
        ManagementUri = "http://127.0.0.1:9",
        Timeout = TimeSpan.FromSeconds(5),
    });

    public Task ExpireLocksAsync(string queue, CancellationToken cancellationToken) =>
        throw new NotSupportedException("RabbitMQ has no locks that expire.");

    public Task DropConnectionsAsync(string queue, CancellationToken cancellationToken)
    {
        _proxy!.Cut();
        return Task.CompletedTask;
    }

    public async Task DeleteQueueAsync(string queue, CancellationToken cancellationToken)
    {
        await Host.DeleteQueueAsync(queue);
        await Host.DeleteQueueAsync(queue + ".dead");
    }

    internal AzureServiceBusOptions Options(string queue) => new()
    {
        Dialect = AmqpDialect.RabbitMq,
        ConnectionString = Host.ConnectionStringAt(_proxy!.Port),
        ManagementUri = AmqpBroker.ManagementUri.ToString(),
        Queue = queue,
        DeliveryLimit = ReturnLimit,
        Timeout = TimeSpan.FromSeconds(20),
    };
}
