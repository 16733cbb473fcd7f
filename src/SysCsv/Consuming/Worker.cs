using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SysCsv.Diagnostics;
using SysCsv.Transports;

namespace SysCsv.Consuming;

/// <summary>Receives and processes, batch after batch, and opens another receiver when one is lost.</summary>
internal sealed class Worker(
    ITransport transport, BatchProcessor processor, WorkerActivity activity, IOptions<ConsumerOptions> options,
    SysCsvTelemetry telemetry, TimeProvider clock, ILogger<Worker> logger)
{
    private const int LooksPerBatch = 20;

    private readonly ConsumerOptions _options = options.Value;

    /// <summary>Works until <paramref name="stopping"/>; then finishes the batch in hand and releases the rest.</summary>
    /// <param name="stopping">Asks to stop receiving.</param>
    /// <param name="aborting">Gives up the batch in hand, too.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        var backoff = new Backoff();
        var window = new PrefetchWindow(_options.Prefetch ?? _options.BatchSize * 2);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var receiver = await transport.OpenReceiverAsync(window.Size, stopping);
                await using (receiver)
                {
                    logger.ReceiverOpened();
                    while (!stopping.IsCancellationRequested && await ReceiveAndProcessAsync(receiver, window, stopping, aborting))
                        backoff = new();
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (TransportException exception)
            {
                // Also for a failure that somebody has to mend: the worker says so and goes on by itself once it is mended.
                telemetry.Retried("receive");
                logger.ReceiveWaits(exception);
                await PauseAsync(backoff, stopping);
            }
            catch (Exception exception)
            {
                // Nothing that is foreseen, but one bad message must not end a worker: what it held goes back to the queue. Where the
                // queue counts that as a delivery, what fails again and again is dead-lettered by the limit; the embedded one does not.
                telemetry.Retried("receive");
                logger.WorkerFailed(exception);
                await PauseAsync(backoff, stopping);
            }
        }
    }

    private async Task PauseAsync(Backoff backoff, CancellationToken stopping) =>
        await Task.Delay(backoff.Next(), clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <returns>Whether the receiver still suits the length of the messages.</returns>
    private async Task<bool> ReceiveAndProcessAsync(
        IMessageReceiver receiver, PrefetchWindow window, CancellationToken stopping, CancellationToken aborting)
    {
        var batch = await ReceiveBatchAsync(receiver, window, stopping);
        if (batch.Messages.Count == 0)
            return true;

        using (activity.Working())
            await processor.ProcessAsync(batch.Messages, receiver, aborting);
        return !window.Learn(batch.Messages.Count, batch.Bytes);
    }

    /// <summary>Collects until the batch is full or <see cref="ConsumerOptions.BatchWait"/> has passed since its first message.</summary>
    private async Task<ReceivedBatch> ReceiveBatchAsync(IMessageReceiver receiver, PrefetchWindow window, CancellationToken stopping)
    {
        // More than the window can't come before these are settled.
        var batch = new ReceivedBatch(Math.Min(_options.BatchSize, window.Size));
        batch.Add(await receiver.ReceiveAsync(batch.Room(window), TimeSpan.FromSeconds(1), stopping));

        // Looks now and then instead of waking up for every message: at full speed each wake-up would bring one.
        var began = clock.GetTimestamp();
        var look = _options.BatchWait / LooksPerBatch;
        while (batch.Messages.Count > 0 && batch.Room(window) > 0 && !stopping.IsCancellationRequested && clock.GetElapsedTime(began) < _options.BatchWait)
        {
            await Task.Delay(look, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            batch.Add(await receiver.ReceiveAsync(batch.Room(window), TimeSpan.Zero, CancellationToken.None));
        }

        return batch;
    }
}
