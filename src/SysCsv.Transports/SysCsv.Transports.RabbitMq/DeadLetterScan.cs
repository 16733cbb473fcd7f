using System.Runtime.CompilerServices;
using System.Threading.Channels;
using RabbitMQ.Client;

namespace SysCsv.Transports.RabbitMq;

/// <summary>A walk over the dead letters that are there when it begins, oldest first. Ending it puts back all it did not settle, in order.</summary>
/// <remarks>A queue can't be looked into; the only way is to take messages and give them back.</remarks>
internal sealed class DeadLetterScan : IAsyncDisposable
{
    // Another scan may hold, or have removed, what was counted: then no more comes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly IChannel _channel;
    private readonly string _queue;
    private readonly TimeProvider _time;

    private DeadLetterScan(IChannel channel, string queue, int count, TimeProvider time)
    {
        _channel = channel;
        _queue = queue;
        _time = time;
        Count = count;
    }

    /// <summary>How many were there at the beginning.</summary>
    public int Count { get; }

    /// <summary>How many this scan holds right now.</summary>
    public int Held { get; private set; }

    public static async Task<DeadLetterScan> BeginAsync(BrokerLink link, string queue, TimeProvider time, CancellationToken cancellationToken)
    {
        var channel = await link.OpenChannelAsync(null, cancellationToken);
        try
        {
            var declared = await channel.QueueDeclarePassiveAsync(queue, cancellationToken);
            return new(channel, queue, (int)Math.Min(declared.MessageCount, int.MaxValue), time);
        }
        catch
        {
            await channel.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes up to <paramref name="max"/> dead letters, at most <paramref name="prefetch"/> ahead of what is settled.</summary>
    public async IAsyncEnumerable<HeldDeadLetter> TakeAsync(
        int max, int prefetch, Func<string, bool> isWanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = Math.Min(max, Count);
        if (left == 0)
            yield break;

        await _channel.BasicQosAsync(0, (ushort)Math.Clamp(prefetch, 1, ushort.MaxValue), global: false, cancellationToken);
        var inbox = new DeadLetterInbox(_channel, _queue, isWanted);
        await _channel.BasicConsumeAsync(_queue, autoAck: false, inbox, cancellationToken);
        while (left > 0 && await NextAsync(inbox.Letters, cancellationToken) is { } letter)
        {
            left--;
            Held++;
            yield return letter;
        }
    }

    public async Task RemoveAsync(IEnumerable<HeldDeadLetter> letters)
    {
        foreach (var letter in letters)
        {
            await _channel.BasicAckAsync(letter.Tag, multiple: false, CancellationToken.None);
            Held--;
        }
    }

    // The broker handles a channel's frames in order: once it has closed, what was removed is removed.
    public async ValueTask DisposeAsync()
    {
        await _channel.CloseAsync(CancellationToken.None);
        await _channel.DisposeAsync();
        Held = 0;
    }

    private async Task<HeldDeadLetter?> NextAsync(ChannelReader<HeldDeadLetter> letters, CancellationToken cancellationToken)
    {
        if (letters.TryRead(out var letter))
            return letter;

        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await letters.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
