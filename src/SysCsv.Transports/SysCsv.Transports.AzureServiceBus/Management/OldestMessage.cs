using Microsoft.Extensions.Logging;
using SysCsv.Transports.AzureServiceBus.Connections;

namespace SysCsv.Transports.AzureServiceBus.Management;

/// <summary>Asks Service Bus for the age of the oldest message of the queue, which its management API does not tell.</summary>
internal sealed class OldestMessage(SharedConnection broker, string queue, ILogger logger, TimeProvider time)
{
    /// <returns>Null if there is no answer: the depth is worth telling without it.</returns>
    public async Task<TimeSpan?> AgeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var connection = await broker.GetAsync(cancellationToken);
            var management = await connection.ManagementOfAsync(queue, cancellationToken);
            var oldest = await PeekedMessages.ReadAsync(management, queue, from: 0, count: 1, cancellationToken);
            return oldest.Count == 0 ? TimeSpan.Zero : AgeOf(PeekedMessages.ArrivalOf(oldest[0]));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.OldestMessageUnknown(e);
            return null;
        }
    }

    // The time is the broker's, whose clock may be ahead of ours.
    private TimeSpan? AgeOf(DateTimeOffset? arrival) =>
        arrival is { } at ? TimeSpan.FromTicks(Math.Max(0, (time.GetUtcNow() - at).Ticks)) : null;
}
