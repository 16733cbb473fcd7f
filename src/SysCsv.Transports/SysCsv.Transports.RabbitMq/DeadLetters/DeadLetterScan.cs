using System.Runtime.CompilerServices;
using System.Threading.Channels;
using RabbitMQ.Client;
using SysCsv.Transports.RabbitMq.Connections;

namespace SysCsv.Transports.RabbitMq.DeadLetters;

/// <summary>A walk over the dead letters that are there when it begins, oldest first. Ending it puts back all it did not settle, in order.</summary>
/// <remarks>A queue can't be looked into; the only way is to take messages and give them back.</remarks>
internal sealed class DeadLetterScan : IAsyncDisposable
{
    // Another scan may hold, or have removed, what was counted: then no more comes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly IChannel _channel;
    private readonly SharedConnection _connection;
    private readonly string _queue;
    private readonly TimeProvider _time;
    private string? _consumer;
    private int _removed;

    private DeadLetterScan(IChannel channel, SharedConnection connection, string queue, int count, TimeProvider time)
    {
        _channel = channel;
        _connection = connection;
        _queue = queue;
        _time = time;
        Count = count;
    }

    /// <summary>How many were there at the beginning.</summary>
    public int Count { get; }

    /// <summary>How many this scan holds right now.</summary>
    public int Held { get; private set; }

    public static async Task<DeadLetterScan> BeginAsync(SharedConnection connection, string queue, TimeProvider time, CancellationToken cancellationToken)
    {
        var channel = await connection.OpenChannelAsync(null, cancellationToken);
        try
        {
            var declared = await channel.QueueDeclarePassiveAsync(queue, cancellationToken);
            return new(channel, connection, queue, (int)Math.Min(declared.MessageCount, int.MaxValue), time);
        }
        catch
        {
            await connection.CloseAsync(channel);
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
        _consumer = await _channel.BasicConsumeAsync(_queue, autoAck: false, inbox, cancellationToken);
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
            _removed++;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_consumer is not null && _channel.IsOpen)
            await PutBackAsync(_consumer);
        Held = 0;
        await _connection.CloseAsync(_channel);
    }

    // The broker puts back in its own time, and until then the next scan would not find what this one held.
    // Whatever goes wrong here, the end of the channel puts back as well.
    private async Task PutBackAsync(string consumer)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        try
        {
            await _channel.BasicCancelAsync(consumer, noWait: false, patience.Token);
            await _channel.BasicNackAsync(0, multiple: true, requeue: true, patience.Token);
            while (await _channel.MessageCountAsync(_queue, patience.Token) < Count - _removed)
                await Task.Delay(Pause, _time, patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // Another process took some of them.
        }
        catch (Exception e) when (RabbitMqErrors.From(e, _queue).IsTransient)
        {
            // The connection is lost, and the scan's caller has been told, or has all it asked for.
        }
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
