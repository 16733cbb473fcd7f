using System.Globalization;
using Microsoft.Extensions.Logging;

namespace SysCsv.Transports.AzureServiceBus;

/// <summary>Replays and discards: takes the wanted ones under lock, in chunks, and gives the others back.</summary>
internal sealed class DeadLetters(
    BrokerLink broker, Dialect dialect, QueueSender sender, AzureServiceBusOptions options, ILogger logger, TimeProvider time) : IDisposable
{
    private const int ChunkSize = 200;
    private const int Prefetch = 1_000;

    // Those that do not come by then are in other hands.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly DeadLetterReader _reader = new(broker, dialect, options.Queue);

    public async Task<IReadOnlyList<DeadLetter>> ListAsync(int max, CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.PeekAsync(max, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw ServiceBusErrors.From(e, options.Queue);
        }
    }

    public async Task<int> RemoveAsync(IReadOnlyCollection<string>? ids, bool replay, CancellationToken cancellationToken)
    {
        if (ids is { Count: 0 })
            return 0;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var there = (await _reader.PeekAsync(int.MaxValue, cancellationToken)).ConvertAll(letter => letter.Id).ToHashSet();
            if (ids is not null)
                there.IntersectWith(ids);
            return there.Count == 0 ? 0 : await RemoveAsync(there, replay, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw ServiceBusErrors.From(e, options.Queue);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<int> RemoveAsync(HashSet<string> wanted, bool replay, CancellationToken cancellationToken)
    {
        var connection = await broker.GetAsync(cancellationToken);
        var address = dialect.DeadLetterAddress(options.Queue);
        var link = await PeekLockLink.OpenAsync(connection, address, Prefetch, options, time, cancellationToken);
        await using var renewal = new LockRenewal(link, stop => connection.ManagementOfAsync(address, stop), options, logger, time);
        try
        {
            var removed = 0;
            var chunk = new List<ServiceBusDelivery>();
            while (wanted.Count > 0 && await NextAsync(link, cancellationToken) is { } delivery)
            {
                if (wanted.Remove(delivery.SequenceNumber.ToString(CultureInfo.InvariantCulture)))
                    chunk.Add(delivery);
                else
                    link.Grant(1);
                if (chunk.Count == ChunkSize)
                    removed += await RemoveChunkAsync(link, chunk, replay, cancellationToken);
            }

            return removed + await RemoveChunkAsync(link, chunk, replay, cancellationToken);
        }
        finally
        {
            await link.CloseAsync();
        }
    }

    private async Task<ServiceBusDelivery?> NextAsync(PeekLockLink link, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            if (!link.Arrived.TryPeek(out _))
                await link.Arrived.WaitToReadAsync(either.Token);
            if (link.End is { } end)
                throw new TransportException(end.Failure, end.Message, end);
            return link.Arrived.TryRead(out var delivery) ? delivery : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<int> RemoveChunkAsync(PeekLockLink link, List<ServiceBusDelivery> chunk, bool replay, CancellationToken cancellationToken)
    {
        if (chunk.Count == 0)
            return 0;
        if (replay)
            await sender.SendAsync(chunk.ConvertAll(Again), cancellationToken);
        await link.SettleAsync(chunk, new Amqp.Framing.Accepted(), cancellationToken);
        link.Grant(chunk.Count);
        var count = chunk.Count;
        chunk.Clear();
        return count;
    }

    // The same dead letter gets the same new id, so that a replay that is repeated after a crash is still detected.
    private static Amqp.Message Again(ServiceBusDelivery dead) => MessageFormat.Encode(
        new OutgoingMessage(dead.MessageId, dead.Body, dead.TraceParent), string.Create(CultureInfo.InvariantCulture, $"replay-{dead.SequenceNumber}"));
}
