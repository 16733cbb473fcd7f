using System.Diagnostics;
using System.Globalization;
using System.Text;
using SysCsv.Transports;
using Xunit;
using Xunit.Sdk;

namespace SysCsv.Testing.Transports;

/// <summary>What the suites of a transport have in common: a fresh queue per test, and transports on it that are disposed with the test.</summary>
/// <param name="harness">The harness of the transport, shared by the tests of the class.</param>
/// <typeparam name="THarness">The harness of the transport.</typeparam>
public abstract class TransportSuite<THarness>(THarness harness) : IAsyncLifetime
    where THarness : ITransportHarness
{
    private readonly CancellationTokenSource _deadline = new(harness.Patience * 4);
    private readonly List<ITransport> _transports = [];
    private string? _queue;

    /// <summary>The harness of the transport.</summary>
    protected THarness Harness { get; } = harness;

    /// <summary>Ends a test that hangs.</summary>
    protected CancellationToken Deadline => _deadline.Token;

    /// <summary>Long enough that the next message must come, for what is waited for.</summary>
    protected TimeSpan Patience => Harness.Patience;

    /// <summary>A short wait, for what must not come.</summary>
    protected static TimeSpan Moment => TimeSpan.FromMilliseconds(300);

    /// <summary>The name of the test's queue; there after the first call of <see cref="NewQueueAsync"/> or <see cref="NewNameAsync"/>.</summary>
    protected string Queue => _queue ?? throw new InvalidOperationException("The test has no queue yet.");

    /// <inheritdoc/>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (var transport in _transports)
            await transport.DisposeAsync();
        if (_queue is not null)
            await Harness.DeleteQueueAsync(_queue, CancellationToken.None);
        _deadline.Dispose();
    }

    /// <summary>Skips the test if there is no server; else names a queue and connects to it, without creating it.</summary>
    protected async Task<ITransport> NewNameAsync()
    {
        Skip.If(Harness.SkipReason is not null, Harness.SkipReason ?? "");
        _queue = await Harness.NewQueueAsync(Deadline);
        return AnotherProcess();
    }

    /// <summary>Skips the test if there is no server; else makes its queue and a transport on it.</summary>
    protected async Task<ITransport> NewQueueAsync()
    {
        var transport = await NewNameAsync();
        await transport.EnsureQueueAsync(Deadline);
        return transport;
    }

    /// <summary>A further transport on the queue of the test.</summary>
    protected ITransport AnotherProcess() => Track(Harness.Connect(Queue));

    /// <summary>Has the transport disposed with the test.</summary>
    protected ITransport Track(ITransport transport)
    {
        _transports.Add(transport);
        return transport;
    }

    /// <summary>The dead letters of a transport.</summary>
    protected static IDeadLetterQueue DeadLettersOf(ITransport transport) => Assert.IsAssignableFrom<IDeadLetterQueue>(transport);

    /// <summary>Messages with distinct ids and bodies.</summary>
    protected static List<OutgoingMessage> Messages(int count, string prefix = "m") =>
    [
        .. Enumerable.Range(0, count).Select(number => new OutgoingMessage(
            $"{prefix}-{number.ToString(CultureInfo.InvariantCulture)}",
            Encoding.UTF8.GetBytes($"{{\"row\":{number.ToString(CultureInfo.InvariantCulture)},\"of\":\"{prefix}\"}}"))),
    ];

    /// <summary>Receives until so many messages are in hand, all unsettled.</summary>
    /// <exception cref="XunitException">They did not come.</exception>
    protected async Task<List<Delivery>> TakeAsync(IMessageReceiver receiver, int count)
    {
        var taken = new List<Delivery>(count);
        var started = Stopwatch.GetTimestamp();
        while (taken.Count < count)
        {
            taken.AddRange(await receiver.ReceiveAsync(count - taken.Count, TimeSpan.FromSeconds(1), Deadline));
            if (taken.Count < count && Stopwatch.GetElapsedTime(started) > Patience)
                throw new XunitException($"Only {taken.Count} of {count} messages came within {Patience.TotalSeconds:0.#} s.");
        }

        return taken;
    }

    /// <summary>Receives and completes on a receiver of its own until each of the ids has come, and gives how often each came.</summary>
    protected async Task<Dictionary<string, int>> DrainAsync(ITransport transport, IEnumerable<string> ids)
    {
        var missing = ids.ToHashSet();
        var seen = new Dictionary<string, int>();
        await using var receiver = await transport.OpenReceiverAsync(1_000, Deadline);
        var started = Stopwatch.GetTimestamp();
        while (missing.Count > 0)
        {
            var batch = await receiver.ReceiveAsync(1_000, TimeSpan.FromSeconds(1), Deadline);
            foreach (var delivery in batch)
            {
                seen[delivery.MessageId] = seen.GetValueOrDefault(delivery.MessageId) + 1;
                missing.Remove(delivery.MessageId);
            }

            Assert.Equal(Settlement.Settled, await receiver.CompleteAsync(batch, Deadline));
            if (missing.Count > 0 && Stopwatch.GetElapsedTime(started) > Patience)
                throw new XunitException($"{missing.Count} messages are missing, such as {missing.First()}.");
        }

        return seen;
    }

    /// <summary>Waits until the depth is as said; brokers count in their own time.</summary>
    protected Task DepthBecomesAsync(ITransport transport, Func<QueueDepth, bool> condition, string what) =>
        Eventually.BecomesAsync(async () => condition(await transport.GetDepthAsync(Deadline)), Patience, what);
}
