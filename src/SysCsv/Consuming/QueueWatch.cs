using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SysCsv.Diagnostics;
using SysCsv.Transports;

namespace SysCsv.Consuming;

/// <summary>Looks at the queue now and then: for metrics, for dead letters that the broker made by itself, and to end a job that is done.</summary>
internal sealed class QueueWatch(
    ITransport transport, DeadLetterAccounting deadLetters, WorkerActivity activity, IHostApplicationLifetime host,
    IOptions<ConsumerOptions> options, SysCsvTelemetry telemetry, TimeProvider clock, ILogger<QueueWatch> logger)
{
    public async Task RunAsync(CancellationToken stopping)
    {
        var interval = options.Value.StopHostAfterIdle is { } idle && idle < options.Value.WatchInterval ? idle : options.Value.WatchInterval;
        using var timer = new PeriodicTimer(interval, clock);
        try
        {
            do
                await LookAsync(stopping);
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        try
        {
            var depth = await transport.GetDepthAsync(stopping);
            telemetry.SetDepth(depth);
            await deadLetters.AccountAsync(depth.DeadLettered, stopping);
            if (activity.Idle >= options.Value.StopHostAfterIdle && depth is { Ready: 0, InFlight: null or 0 })
            {
                logger.QueueIdle();
                host.StopApplication();
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            // Watching is no work: the workers meet the same outage and wait it out.
            logger.WatchFailed(exception);
        }
    }
}
