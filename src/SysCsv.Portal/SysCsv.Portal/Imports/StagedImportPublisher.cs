using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SysCsv.Portal.Diagnostics;
using SysCsv.Portal.Storage;

namespace SysCsv.Portal.Imports;

/// <summary>Takes accepted imports in the order of their upload, a few at once, and sends them.</summary>
internal sealed class StagedImportPublisher(
    IServiceProvider services, ImportSignal signal, PortalTiming timing, TimeProvider clock, ILogger<StagedImportPublisher> logger) : BackgroundService
{
    // More would only share the same queue.
    private const int AtOnce = 2;

    private readonly string _owner = Guid.NewGuid().ToString("D");
    private bool _isWaiting;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Resolved here, not injected: a host is constructed before it is validated, and the validation says best what is missing.
        var leases = services.GetRequiredService<LeasedImports>();
        var sender = services.GetRequiredService<ImportSender>();
        var sending = new List<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = signal.Next;
            sending.RemoveAll(task => task.IsCompleted);
            await TakeAsync(leases, sender, sending, stoppingToken);
            await Task.WhenAny([next, Task.Delay(timing.Poll, clock, stoppingToken), .. sending]);
        }

        await Task.WhenAll(sending);
    }

    private async Task TakeAsync(LeasedImports leases, ImportSender sender, List<Task> sending, CancellationToken stoppingToken)
    {
        try
        {
            // Who cancelled an import does not wait for others to end.
            while (await leases.AnyAsync(onlyToEnd: sending.Count >= AtOnce, stoppingToken)
                && await leases.TakeAsync(_owner, onlyToEnd: sending.Count >= AtOnce, stoppingToken) is { } import)
                sending.Add(Task.Run(() => SendAsync(sender, import, stoppingToken), CancellationToken.None));
            _isWaiting = false;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The loop ends.
        }
        catch (Exception exception)
        {
            // Once for an outage: it looks every few seconds. Whatever it is, the host stays up and looks again.
            if (!_isWaiting)
                logger.PublisherWaits(exception);
            _isWaiting = true;
        }
    }

    // Whatever nobody foresaw ends this attempt only: the lease runs out, and the import is taken again.
    private async Task SendAsync(ImportSender sender, PortalImportRow import, CancellationToken stoppingToken)
    {
        try
        {
            await sender.SendAsync(import, _owner, stoppingToken);
        }
        catch (Exception exception)
        {
            logger.SendingWaits(new(import.Id), exception);
        }
    }
}
