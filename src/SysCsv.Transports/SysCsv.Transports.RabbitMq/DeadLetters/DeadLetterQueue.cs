using SysCsv.Transports.RabbitMq.Connections;
using SysCsv.Transports.RabbitMq.Sending;
using SysCsv.Transports.Shared;

namespace SysCsv.Transports.RabbitMq.DeadLetters;

/// <summary>The queue beside the queue. One scan at a time in a process: two would hide dead letters from each other.</summary>
internal sealed class DeadLetterQueue(
    SharedConnection receiving, SharedConnection sending, ConfirmedPublisher replays, RabbitMqOptions options, TimeProvider time) : IDisposable
{
    public const int MaxListed = 10_000;

    private const int ChunkSize = 500;

    private readonly string _queue = QuorumQueue.DeadLettersOf(options.Queue);
    private readonly ConfirmedPublisher _publisher = new(sending, receiving, QuorumQueue.DeadLettersOf(options.Queue), options.Timeout, time);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private DeadLetterScan? _scan;

    /// <summary>How many a scan of this process holds, which the broker does not count as waiting.</summary>
    public int InHand => _scan?.Held ?? 0;

    /// <summary>Completes when the broker holds the dead letter durably.</summary>
    public Task AddAsync(Delivery delivery, string reason, CancellationToken cancellationToken) => _publisher.SendAsync(
        [new OutgoingMessage(delivery.MessageId, delivery.Body, delivery.TraceParent)],
        message => DeadLetterHeaders.For(message, delivery.Attempt, reason, time.GetUtcNow()),
        cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> ListAsync(int max, CancellationToken cancellationToken) => ScanAsync<IReadOnlyList<DeadLetter>>(
        async scan =>
        {
            var letters = new List<DeadLetter>();
            await foreach (var held in scan.TakeAsync(max, max, _ => true, cancellationToken))
                letters.Add(held.Letter!);
            return letters;
        },
        cancellationToken);

    public Task<int> RemoveAsync(IReadOnlyCollection<string>? ids, bool replay, CancellationToken cancellationToken) => ids switch
    {
        null => ScanAsync(scan => RemoveAllAsync(scan, replay, cancellationToken), cancellationToken),
        { Count: 0 } => Task.FromResult(0),
        _ => ScanAsync(scan => RemoveSomeAsync(scan, ids.ToHashSet(StringComparer.Ordinal), replay, cancellationToken), cancellationToken),
    };

    public void Dispose() => _publisher.Dispose();

    private async Task<int> RemoveAllAsync(DeadLetterScan scan, bool replay, CancellationToken cancellationToken)
    {
        var removed = 0;
        var chunk = new List<HeldDeadLetter>(ChunkSize);
        await foreach (var held in scan.TakeAsync(scan.Count, 2 * ChunkSize, _ => true, cancellationToken))
        {
            chunk.Add(held);
            if (chunk.Count == ChunkSize)
                removed += await RemoveChunkAsync(scan, chunk, replay, cancellationToken);
        }

        return removed + await RemoveChunkAsync(scan, chunk, replay, cancellationToken);
    }

    // Looks at the oldest 65,535, the most that a channel may hold, and on to the end although each id was found: a derived id may stand for several copies.
    private async Task<int> RemoveSomeAsync(DeadLetterScan scan, HashSet<string> ids, bool replay, CancellationToken cancellationToken)
    {
        var removed = 0;
        var chunk = new List<HeldDeadLetter>();
        await foreach (var held in scan.TakeAsync(ushort.MaxValue, ushort.MaxValue, ids.Contains, cancellationToken))
        {
            if (held.Letter is not null)
                chunk.Add(held);
            if (chunk.Count == ChunkSize)
                removed += await RemoveChunkAsync(scan, chunk, replay, cancellationToken);
        }

        return removed + await RemoveChunkAsync(scan, chunk, replay, cancellationToken);
    }

    private async Task<int> RemoveChunkAsync(DeadLetterScan scan, List<HeldDeadLetter> chunk, bool replay, CancellationToken cancellationToken)
    {
        if (replay)
        {
            var messages = chunk.ConvertAll(held => new OutgoingMessage(held.Letter!.MessageId, held.Letter.Body, held.TraceParent));
            await replays.SendAsync(messages, MessageHeaders.For, cancellationToken);
        }

        await scan.RemoveAsync(chunk);
        var count = chunk.Count;
        chunk.Clear();
        return count;
    }

    private async Task<T> ScanAsync<T>(Func<DeadLetterScan, Task<T>> walk, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await using var scan = await DeadLetterScan.BeginAsync(receiving, _queue, time, cancellationToken);
            _scan = scan;
            return await walk(scan);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw RabbitMqErrors.From(e, _queue);
        }
        finally
        {
            _scan = null;
            _turn.Release();
        }
    }
}
