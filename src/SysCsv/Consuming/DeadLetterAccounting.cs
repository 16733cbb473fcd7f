using Microsoft.Extensions.Logging;
using SysCsv.Diagnostics;
using SysCsv.Messages;
using SysCsv.Persistence;
using SysCsv.Transports;

namespace SysCsv.Consuming;

/// <summary>
/// Accounts for rows that the broker dead-lettered by itself, such as after too many deliveries to processes that died of them.
/// Without it their import would wait for them for ever.
/// </summary>
internal sealed class DeadLetterAccounting(IDeadLetterQueue deadLetters, IContactStore store, ILogger<DeadLetterAccounting> logger)
{
    /// <summary>
    /// Every so many looks the dead letters are listed though their number is the same: one may have been discarded and another have come.
    /// With looks every five seconds that is every five minutes: each process lists them, up to thousands, and the case is rare.
    /// </summary>
    public const int LooksPerList = 60;

    private const int ListSize = 10_000;
    private const int ChunkSize = 500;
    private readonly HashSet<string> _accounted = [];
    private int _looksSinceList;

    /// <summary>Accounts for the dead letters that this process has not seen yet. Rows that are accounted for stay as they are.</summary>
    public async Task AccountAsync(long deadLettered, CancellationToken cancellationToken)
    {
        if (deadLettered == 0)
        {
            _accounted.Clear();
            return;
        }

        if (deadLettered == _accounted.Count && ++_looksSinceList < LooksPerList)
            return;

        _looksSinceList = 0;
        var listed = await deadLetters.ListAsync(ListSize, cancellationToken);
        _accounted.IntersectWith(listed.Select(letter => letter.Id));
        foreach (var chunk in listed.Where(letter => !_accounted.Contains(letter.Id)).Chunk(ChunkSize))
        {
            await ApplyAsync(chunk, cancellationToken);
            _accounted.UnionWith(chunk.Select(letter => letter.Id));
        }
    }

    private async Task ApplyAsync(DeadLetter[] letters, CancellationToken cancellationToken)
    {
        var builder = new BatchBuilder();
        foreach (var letter in letters)
            if (MessageReader.Read(letter.Body, out var message) is null)
                builder.Fail(message!, letter.Reason);

        var batch = builder.Build();
        if (batch.Policies.Count == 0)
            return;

        var result = await store.ApplyAsync(batch, cancellationToken);
        if (result.Counts.Failed > 0)
            logger.DeadLettersAccounted(result.Counts.Failed);
    }
}
