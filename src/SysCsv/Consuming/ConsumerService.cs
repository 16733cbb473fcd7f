using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SysCsv.Diagnostics;
using SysCsv.Persistence;
using SysCsv.Transports;

namespace SysCsv.Consuming;

/// <summary>Program 2 in a host: waits for database and queue, then runs the workers until the host stops.</summary>
internal sealed class ConsumerService(
    IServiceProvider services, IOptions<ConsumerOptions> options, TimeProvider clock, ILogger<ConsumerService> logger) : BackgroundService
{
    // A batch in hand is finished when the host stops; only a host that runs out of patience aborts it.
    private readonly CancellationTokenSource _aborting = new();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.Register(_aborting.Cancel);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _aborting.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Resolved here, not injected: a host is constructed before it is validated, and the validation says best what is missing.
        var watch = services.GetRequiredService<QueueWatch>();
        await PrepareAsync(services.GetRequiredService<IContactStore>(), services.GetRequiredService<ITransport>(), stoppingToken);
        var workers = Enumerable.Range(0, options.Value.Concurrency)
            .Select(_ => services.GetRequiredService<Worker>().RunAsync(stoppingToken, _aborting.Token))
            .Append(watch.RunAsync(stoppingToken));
        await Task.WhenAll(workers);
    }

    private async Task PrepareAsync(IContactStore store, ITransport transport, CancellationToken stoppingToken)
    {
        var backoff = new Backoff();
        while (true)
        {
            try
            {
                await (options.Value.EnsureSchema ? store.EnsureSchemaAsync(stoppingToken) : store.CheckAsync(stoppingToken));
                await transport.EnsureQueueAsync(stoppingToken);
                return;
            }
            catch (SysCsvException exception)
            {
                // Start order does not matter: the consumer waits for what is not there yet, and says for what.
                logger.StartWaits(exception);
                await Task.Delay(backoff.Next(), clock, stoppingToken);
            }
        }
    }
}
