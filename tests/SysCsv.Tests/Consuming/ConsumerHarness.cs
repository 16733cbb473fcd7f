using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Publishing;
using SysCsv.Testing;
using SysCsv.Testing.Persistence;
using SysCsv.Testing.Transports;
using SysCsv.Transports;

namespace SysCsv.Tests.Consuming;

/// <summary>A publisher and a consumer in one host over the in-memory doubles, which a test may put something in front of.</summary>
internal sealed class ConsumerHarness : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly IHost _host;

    public ConsumerHarness(
        Action<SysCsvBuilder>? configure = null,
        Func<IContactStore, IContactStore>? store = null,
        Action<ConsumerOptions>? options = null,
        Action<PublisherOptions>? publishing = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(Logs));
        var sysCsv = builder.Services.AddSysCsvConsumer(consumer =>
        {
            consumer.BatchWait = TimeSpan.FromMilliseconds(10);
            consumer.WatchInterval = TimeSpan.FromMilliseconds(100);
            options?.Invoke(consumer);
        });
        sysCsv.AddTransport("InMemory", _ => Transport);
        sysCsv.AddStore("InMemory", _ => store?.Invoke(Store) ?? Store, _ => Store, _ => Store, _ => Store);
        configure?.Invoke(sysCsv);
        builder.Services.AddSysCsvPublisher(publishing);
        _host = builder.Build();
    }

    public InMemoryTransport Transport { get; } = new();

    public InMemoryContactStore Store { get; } = new();

    public FakeLogCollector Logs { get; } = FakeLogCollector.Create(new());

    public IHost Host => _host;

    public Task StartAsync() => _host.StartAsync();

    public async Task<PublishReport> PublishAsync(string csv, PublishRequest? request = null) =>
        await _host.Services.GetRequiredService<IImportPublisher>().PublishAsync(new MemoryStream(Encoding.UTF8.GetBytes(csv)), request);

    public async Task SendAsync(string id, string body)
    {
        await Transport.EnsureQueueAsync(CancellationToken.None);
        await Transport.SendAsync([new(id, Encoding.UTF8.GetBytes(body))], CancellationToken.None);
    }

    public async Task<Import> CompletedAsync(ImportId id)
    {
        await Eventually.BecomesAsync(
            async () => await Store.FindImportAsync(id) is { State: ImportState.Completed }, Limit, "the import completes");
        return (await Store.FindImportAsync(id))!;
    }

    /// <summary>Publishes and consumes a file to its end.</summary>
    public async Task<Import> ImportAsync(string csv, PublishRequest? request = null)
    {
        await StartAsync();
        return await CompletedAsync((await PublishAsync(csv, request)).Import);
    }

    public Task DrainedAsync() => Eventually.BecomesAsync(
        async () => await Transport.GetDepthAsync(CancellationToken.None) is { Ready: 0, InFlight: 0 }, Limit, "the queue is empty");

    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync() => Transport.ListAsync(100, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
