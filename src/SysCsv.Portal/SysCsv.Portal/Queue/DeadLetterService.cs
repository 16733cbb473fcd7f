using SysCsv.Portal.Security;
using SysCsv.Transports;

namespace SysCsv.Portal.Queue;

/// <summary>Replays and discards dead letters as pages and the REST API do it: with an entry in the audit trail.</summary>
internal sealed class DeadLetterService(IDeadLetterQueue letters, IAuditTrail audit)
{
    /// <param name="ids">Those that are meant; null for all.</param>
    /// <returns>How many were put back into the queue.</returns>
    public Task<int> ReplayAsync(IReadOnlyCollection<string>? ids, Actor actor, CancellationToken cancellationToken) =>
        DoAsync("dead-letters.replayed", letters.ReplayAsync(ids, cancellationToken), actor, cancellationToken);

    /// <param name="ids">Those that are meant; null for all.</param>
    /// <returns>How many were removed for good.</returns>
    public Task<int> DiscardAsync(IReadOnlyCollection<string>? ids, Actor actor, CancellationToken cancellationToken) =>
        DoAsync("dead-letters.discarded", letters.DiscardAsync(ids, cancellationToken), actor, cancellationToken);

    private async Task<int> DoAsync(string action, Task<int> work, Actor actor, CancellationToken cancellationToken)
    {
        var count = await work;
        await audit.RecordAsync(actor, action, "queue", $"{count} messages", cancellationToken);
        return count;
    }
}
