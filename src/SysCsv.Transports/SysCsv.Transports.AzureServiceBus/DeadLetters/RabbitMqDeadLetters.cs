using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amqp;
using Amqp.Framing;
using SysCsv.Transports.AzureServiceBus.Connections;
using SysCsv.Transports.AzureServiceBus.Dialects;
using SysCsv.Transports.AzureServiceBus.Receiving;
using SysCsv.Transports.AzureServiceBus.Sending;
using SysCsv.Transports.Shared;

namespace SysCsv.Transports.AzureServiceBus.DeadLetters;

/// <summary>
/// The dead letters of a queue in RabbitMQ: a queue beside it, into which messages are copied with the reason, because the plugin
/// drops that of a rejection.
/// </summary>
internal sealed class RabbitMqDeadLetters(
    SharedConnection broker, Dialect dialect, QueueSender queue, QueueSender deadLetters, AzureServiceBusOptions options, TimeProvider time) : IDeadLetters
{
    private const string Id = "syscsv-dead-letter-id";
    private const string Reason = "syscsv-reason";
    private const string Attempts = "syscsv-attempts";
    private const string Since = "syscsv-dead-lettered-at";
    private const string NoReason = "The broker dead-lettered it; RabbitMQ does not say why over AMQP 1.0. The likeliest reason is the queue's delivery limit.";
    private const int MostAtOnce = 10_000;
    private const int ChunkSize = 500;

    // The broker does not say that it has sent all: those that do not come by then are in other hands.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // Two scans of a process would hide dead letters from each other.
    private readonly SemaphoreSlim _turn = new(1, 1);

    // A crash in between leaves a second copy, never none.
    public async Task<Settlement> AddAsync(PeekLockLink link, ServiceBusDelivery delivery, string reason, CancellationToken cancellationToken)
    {
        if (!link.Holds(delivery))
            return Settlement.Lost;
        await deadLetters.SendAsync([Copy(delivery, reason)], cancellationToken);
        return await link.SettleAsync([delivery], new Accepted(), cancellationToken);
    }

    public Task<IReadOnlyList<DeadLetter>> ListAsync(int max, CancellationToken cancellationToken) => ScanAsync<IReadOnlyList<DeadLetter>>(
        async link => (await TakeAsync(link, max, cancellationToken)).ConvertAll(Read),
        cancellationToken);

    public Task<int> RemoveAsync(IReadOnlyCollection<string>? ids, bool replay, CancellationToken cancellationToken)
    {
        if (ids is { Count: 0 })
            return Task.FromResult(0);
        var wanted = ids?.ToHashSet(StringComparer.Ordinal);
        return ScanAsync(link => RemoveAsync(link, delivery => wanted?.Contains(IdOf(delivery)) ?? true, replay, cancellationToken), cancellationToken);
    }

    public void Dispose()
    {
        deadLetters.Dispose();
        _turn.Dispose();
    }

    // A round that finds fewer than it could was the last: what comes back meanwhile is not taken twice.
    private async Task<int> RemoveAsync(PeekLockLink link, Func<ServiceBusDelivery, bool> isWanted, bool replay, CancellationToken cancellationToken)
    {
        var removed = 0;
        List<ServiceBusDelivery> there;
        do
        {
            there = await TakeAsync(link, MostAtOnce, cancellationToken);
            foreach (var chunk in there.Where(isWanted).Chunk(ChunkSize))
            {
                if (replay)
                    await queue.SendAsync(chunk.Select(dead => MessageFormat.Encode(new OutgoingMessage(dead.MessageId, dead.Body, dead.TraceParent))), cancellationToken);
                await link.RemoveAsync(chunk, cancellationToken);
                removed += chunk.Length;
            }
        }
        while (there.Count == MostAtOnce);
        return removed;
    }

    private static async Task<List<ServiceBusDelivery>> TakeAsync(PeekLockLink link, int max, CancellationToken cancellationToken)
    {
        link.Grant(max);
        var taken = new List<ServiceBusDelivery>();
        while (taken.Count < max && await link.NextAsync(Patience, cancellationToken) is { } delivery)
            taken.Add(delivery);
        return taken;
    }

    private async Task<T> ScanAsync<T>(Func<PeekLockLink, Task<T>> walk, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var connection = await broker.GetAsync(cancellationToken);
            var link = await PeekLockLink.OpenAsync(
                connection, dialect, dialect.QueueAddress(QuorumQueue.DeadLettersOf(options.Queue)), prefetch: 0, options, time, cancellationToken);
            try
            {
                return await walk(link);
            }
            finally
            {
                await link.CloseAsync();
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw ServiceBusErrors.From(e, QuorumQueue.DeadLettersOf(options.Queue));
        }
        finally
        {
            _turn.Release();
        }
    }

    private Message Copy(ServiceBusDelivery delivery, string reason)
    {
        var now = time.GetUtcNow();
        var copy = MessageFormat.Encode(new OutgoingMessage(delivery.MessageId, delivery.Body, delivery.TraceParent));
        copy.ApplicationProperties ??= new ApplicationProperties();
        copy.ApplicationProperties[Id] = Guid.CreateVersion7(now).ToString("N");
        copy.ApplicationProperties[Reason] = reason;
        copy.ApplicationProperties[Attempts] = delivery.Attempt;
        copy.ApplicationProperties[Since] = now.ToUnixTimeMilliseconds();
        return copy;
    }

    private static DeadLetter Read(ServiceBusDelivery delivery) => new()
    {
        Id = IdOf(delivery),
        MessageId = delivery.MessageId,
        Body = delivery.Body,
        Reason = delivery.Properties?[Reason] as string ?? NoReason,
        Attempts = Number(delivery, Attempts) is > 0 and var attempts ? (int)Math.Min(attempts, int.MaxValue) : null,
        Since = Number(delivery, Since) is > 0 and < 253_402_300_800_000 and var since ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null,
    };

    // The broker gives no id: copies of one message that it dead-lettered itself share one, and are replayed or discarded together.
    private static string IdOf(ServiceBusDelivery delivery)
    {
        if (delivery.Properties?[Id] is string id)
            return id;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(delivery.MessageId + "\n"));
        hash.AppendData(delivery.Body.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static long Number(ServiceBusDelivery delivery, string property) =>
        delivery.Properties?[property] is sbyte or byte or short or ushort or int or uint or long
            ? Convert.ToInt64(delivery.Properties[property], CultureInfo.InvariantCulture)
            : 0;
}
