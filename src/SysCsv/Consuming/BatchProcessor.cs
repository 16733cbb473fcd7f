using Microsoft.Extensions.Logging;
using SysCsv.Diagnostics;
using SysCsv.Messages;
using SysCsv.Persistence;
using SysCsv.Transports;

namespace SysCsv.Consuming;

/// <summary>Takes a batch of deliveries to its end: decode, check, apply in one transaction, then settle.</summary>
internal sealed class BatchProcessor(
    BatchApplier applier, SysCsvTelemetry telemetry, TimeProvider clock, ILogger<BatchProcessor> logger)
{
    /// <summary>Processes what was received. Only what is stored is settled; an outage is waited out.</summary>
    /// <exception cref="TransportException">The receiver ended; what is not settled comes again.</exception>
    public async Task ProcessAsync(IReadOnlyList<Delivery> deliveries, IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartBatch(deliveries);
        var began = clock.GetTimestamp();
        var work = await DecodeAsync(deliveries, receiver, cancellationToken);
        if (work.Count == 0)
            return;

        await applier.ApplyAsync(work, cancellationToken);
        telemetry.BatchApplied(work.Count, clock.GetElapsedTime(began));
        await SettleAsync(work, receiver, cancellationToken);
    }

    private async Task<List<Work>> DecodeAsync(IReadOnlyList<Delivery> deliveries, IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        var work = new List<Work>(deliveries.Count);
        foreach (var delivery in deliveries)
        {
            var fault = MessageReader.Read(delivery.Body, out var message);
            if (fault is null)
                work.Add(new(delivery, message!));
            else
                await DeadLetterAsync(delivery, fault, receiver, cancellationToken);
        }

        return work;
    }

    private async Task SettleAsync(List<Work> work, IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        var done = work.Where(item => item.Fault is null).Select(item => item.Delivery).ToList();
        if (done.Count > 0 && await receiver.CompleteAsync(done, cancellationToken) == Settlement.Lost)
            logger.SettlementLost(done.Count);

        foreach (var item in work)
            if (item.Fault is not null)
                await DeadLetterAsync(item.Delivery, item.Fault, receiver, cancellationToken);
    }

    private async Task DeadLetterAsync(Delivery delivery, string reason, IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        await receiver.DeadLetterAsync(delivery, reason, cancellationToken);
        telemetry.DeadLettered();
        logger.MessageDeadLettered(delivery.Attempt, reason);
    }
}
