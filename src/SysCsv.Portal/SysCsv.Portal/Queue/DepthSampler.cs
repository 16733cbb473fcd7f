using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SysCsv.Persistence;
using SysCsv.Portal.Diagnostics;
using SysCsv.Portal.Storage;
using SysCsv.Transports;

namespace SysCsv.Portal.Queue;

/// <summary>Writes down the queue's depth and the rates in each stretch of ten seconds, on whichever host comes first.</summary>
internal sealed class DepthSampler(IServiceProvider services, PortalTiming timing, TimeProvider clock, ILogger<DepthSampler> logger) : BackgroundService
{
    /// <summary>How long a sample stands for.</summary>
    public const int BucketSeconds = 10;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(48);

    private readonly RowRates _rates = new(TimeSpan.FromSeconds(BucketSeconds));

    /// <summary>Reads and writes one sample.</summary>
    public async Task SampleAsync(CancellationToken cancellationToken)
    {
        var running = services.GetRequiredService<RunningImports>();
        var imports = await running.ReadAsync(cancellationToken);
        var rates = _rates.Add(clock.GetUtcNow(), imports);
        await running.SettleAsync(imports, cancellationToken);
        var depth = await services.GetRequiredService<QueueLook>().ReadAsync(cancellationToken);
        await WriteAsync(depth, rates ?? default, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SampleAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // A gap in the history is all that it costs.
                logger.ReadingFailed(exception);
            }

            await Task.Delay(timing.Sample, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WriteAsync(QueueDepth depth, (double In, double Out) rates, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var bucket = now.ToUnixTimeSeconds() / BucketSeconds * BucketSeconds;
        var oldest = (now - Kept).ToUnixTimeSeconds();
        try
        {
            await services.GetRequiredService<PortalDatabase>().WriteAsync(
                async context =>
                {
                    await context.Depth.Where(row => row.Bucket < oldest).ExecuteDeleteAsync(cancellationToken);
                    if (!await context.Depth.AnyAsync(row => row.Bucket == bucket, cancellationToken))
                        context.Depth.Add(ToRow(bucket, depth, rates));
                    return await context.SaveChangesAsync(cancellationToken);
                },
                cancellationToken);
        }
        catch (StoreException exception) when (exception.Failure is StoreFailure.DataRefused or StoreFailure.Conflict)
        {
            // Another host was first, and its sample is as good.
        }
    }

    private static DepthRow ToRow(long bucket, QueueDepth depth, (double In, double Out) rates) => new()
    {
        Bucket = bucket,
        Ready = depth.Ready,
        InFlight = depth.InFlight ?? 0,
        DeadLettered = depth.DeadLettered,
        Consumers = depth.Consumers,
        RowsIn = rates.In,
        RowsOut = rates.Out,
    };
}
