using SysCsv.Testing.Transports;
using SysCsv.Transports.AzureServiceBus.Tests.Double;

namespace SysCsv.Transports.AzureServiceBus.Tests;

public sealed class ServiceBusHarness : ITransportHarness
{
    private const string Key = "s3cr3t-word-of-the-double";

    private ServiceBusDouble? _double;

    public string? SkipReason => null;

    public int? DeliveryLimit => 5;

    public bool InFlightIsKnown => false;

    public bool ConsumersAreKnown => false;

    public IReadOnlyCollection<string> Secrets => [Key];

    private ServiceBusDouble Double => _double ?? throw new InvalidOperationException("The double has not been started.");

    public async Task InitializeAsync()
    {
        var options = new DoubleOptions();
        options.Keys["RootManageSharedAccessKey"] = Key;
        _double = await ServiceBusDouble.StartAsync(options);
    }

    public async Task DisposeAsync() => await Double.DisposeAsync();

    public Task<string> NewQueueAsync(CancellationToken cancellationToken) => Task.FromResult($"test-{Guid.CreateVersion7():N}");

    public ITransport Connect(string queue) => new AzureServiceBusTransport(new AzureServiceBusOptions
    {
        ConnectionString = Double.ConnectionString,
        ManagementUri = Double.ManagementUri.ToString(),
        Queue = queue,
        DeliveryLimit = 5,
        LockDuration = TimeSpan.FromSeconds(5),
        Timeout = TimeSpan.FromSeconds(20),
    });

    public ITransport ConnectNowhere() => new AzureServiceBusTransport(new AzureServiceBusOptions
    {
        ConnectionString = $"Endpoint=sb://127.0.0.1:9;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey={Key};UseDevelopmentEmulator=true",
        ManagementUri = "http://127.0.0.1:9",
        Timeout = TimeSpan.FromSeconds(5),
    });

    public Task ExpireLocksAsync(string queue, CancellationToken cancellationToken) => Double.ExpireLocksAsync(queue);

    public Task DropConnectionsAsync(string queue, CancellationToken cancellationToken) => Double.ResetConnectionsAsync(queue);

    public Task DeleteQueueAsync(string queue, CancellationToken cancellationToken) => Double.AskAsync(() => Double.Delete(queue));
}
