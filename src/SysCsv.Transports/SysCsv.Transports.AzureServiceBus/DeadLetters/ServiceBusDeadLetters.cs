using System.Globalization;
using Amqp.Framing;
using Amqp.Types;
using Microsoft.Extensions.Logging;
using SysCsv.Transports.AzureServiceBus.Connections;
using SysCsv.Transports.AzureServiceBus.Dialects;
using SysCsv.Transports.AzureServiceBus.Receiving;
using SysCsv.Transports.AzureServiceBus.Sending;

namespace SysCsv.Transports.AzureServiceBus.DeadLetters;

/// <summary>
/// The dead letters that Service Bus keeps beside a queue. They are looked at without lock; to replay or discard, the wanted ones are
/// taken under lock, in chunks, and the others given back.
/// </summary>
internal sealed class ServiceBusDeadLetters(
    SharedConnection broker, Dialect dialect, QueueSender sender, AzureServiceBusOptions options, ILogger logger, TimeProvider time) : IDeadLetters
{
    public const string Reason = "DeadLetterReason";
    public const string Description = "DeadLetterErrorDescription";

    private const string OurReason = "SysCsvUnprocessable";
    private const int LongestDescription = 4096;
    private const int ChunkSize = 200;
    private const int Prefetch = 1_000;

    // Those that do not come by then are in other hands.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly DeadLetterReader _reader = new(broker, options.Queue);

    public static string AddressOf(string queue) => queue + "/$DeadLetterQueue";

    public Task<Settlement> AddAsync(PeekLockLink link, ServiceBusDelivery delivery, string reason, CancellationToken cancellationToken) =>
        link.SettleAsync([delivery], Rejection(reason), cancellationToken);

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

    private static Rejected Rejection(string reason) => new()
    {
        Error = new Error(new Symbol("com.microsoft:dead-letter"))
        {
            Info = new Fields
            {
                [new Symbol(Reason)] = OurReason,
                [new Symbol(Description)] = reason.Length > LongestDescription ? reason[..LongestDescription] : reason,
            },
        },
    };

    private async Task<int> RemoveAsync(HashSet<string> wanted, bool replay, CancellationToken cancellationToken)
    {
        var connection = await broker.GetAsync(cancellationToken);
        var address = AddressOf(options.Queue);
        var link = await PeekLockLink.OpenAsync(connection, dialect, address, Prefetch, options, time, cancellationToken);
        await using var renewal = new LockRenewal(link, stop => connection.ManagementOfAsync(address, stop), options, logger, time);
        try
        {
            var removed = 0;
            var chunk = new List<ServiceBusDelivery>();
            while (wanted.Count > 0 && await link.NextAsync(Patience, cancellationToken) is { } delivery)
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

    private async Task<int> RemoveChunkAsync(PeekLockLink link, List<ServiceBusDelivery> chunk, bool replay, CancellationToken cancellationToken)
    {
        if (chunk.Count == 0)
            return 0;
        if (replay)
            await sender.SendAsync(chunk.ConvertAll(Again), cancellationToken);
        await link.RemoveAsync(chunk, cancellationToken);
        link.Grant(chunk.Count);
        var count = chunk.Count;
        chunk.Clear();
        return count;
    }

    // The same dead letter gets the same new id, so that a replay that is repeated after a crash is still detected.
    private static Amqp.Message Again(ServiceBusDelivery dead) => MessageFormat.Encode(
        new OutgoingMessage(dead.MessageId, dead.Body, dead.TraceParent), string.Create(CultureInfo.InvariantCulture, $"replay-{dead.SequenceNumber}"));
}
