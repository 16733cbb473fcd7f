using System.Globalization;
using SysCsv.Testing.Transports;
using SysCsv.Transports.AzureServiceBus.Connections;

namespace SysCsv.Transports.AzureServiceBus.Tests.Live;

/// <summary>A real namespace, where there is one.</summary>
public sealed class LiveServiceBusHarness : ITransportHarness
{
    private const string Variable = "SYSCSV_TEST_SERVICEBUS";

    private readonly string? _connectionString = Environment.GetEnvironmentVariable(Variable);

    public string? SkipReason => string.IsNullOrEmpty(_connectionString)
        ? $"{Variable} is not set: give the connection string of a namespace of Azure Service Bus with Manage, Send and Listen. Queues named test-… are created and deleted there."
        : null;

    // The service answers over the Internet, and counts in its own time.
    public TimeSpan Patience => TimeSpan.FromMinutes(2);

    public int? DeliveryLimit => 5;

    // Locks are renewed while a receiver lives, and connections can't be cut from outside.
    public bool LocksExpire => false;

    public bool CanDropConnections => false;

    public bool InFlightIsKnown => false;

    public bool ConsumersAreKnown => false;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Task.CompletedTask;

    public Task<string> NewQueueAsync(CancellationToken cancellationToken) => Task.FromResult($"test-{Guid.CreateVersion7():N}");

    public ITransport Connect(string queue) => new AzureServiceBusTransport(Options(queue));

    public ITransport? ConnectNowhere() => null;

    public Task ExpireLocksAsync(string queue, CancellationToken cancellationToken) => throw new NotSupportedException("Locks are renewed.");

    public Task DropConnectionsAsync(string queue, CancellationToken cancellationToken) => throw new NotSupportedException("Nobody here can cut connections.");

    public async Task DeleteQueueAsync(string queue, CancellationToken cancellationToken)
    {
        var options = Options(queue);
        var endpoint = Endpoint.From(options, TimeProvider.System);
        var audience = new Uri(endpoint.Management, queue);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(string.Create(CultureInfo.InvariantCulture, $"{audience}?api-version=2021-05")));
        request.Headers.TryAddWithoutValidation("Authorization", (await endpoint.Tokens!.GetAsync(audience, cancellationToken)).Text);
        using var response = await client.SendAsync(request, cancellationToken);
    }

    private AzureServiceBusOptions Options(string queue) => new() { ConnectionString = _connectionString, Queue = queue, DeliveryLimit = 5 };
}
