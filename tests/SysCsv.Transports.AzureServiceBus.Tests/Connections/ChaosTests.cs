using System.Collections.Concurrent;
using System.Text;
using SysCsv.Testing;
using SysCsv.Transports.AzureServiceBus.Tests.Double;

namespace SysCsv.Transports.AzureServiceBus.Tests.Connections;

/// <summary>Faults every few hundred milliseconds, while a sender and two receivers do as the engine does: they try again.</summary>
public sealed class ChaosTests
{
    private const int Rows = 20_000;
    private const int BatchSize = 20;

    // However slow the machine is, something gets done between two faults.
    private const int RowsBetweenFaults = 150;

    // Slow enough that many faults hit.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Twenty_thousand_rows_get_through_connections_reset_links_detached_locks_expired_and_a_busy_server()
    {
        await using var broker = await ServiceBusDouble.StartAsync(new() { DefaultLock = TimeSpan.FromSeconds(5), DefaultDeliveryCount = 1_000 });
        await using var sending = Connect(broker);
        await using var receiving = Connect(broker);
        await sending.EnsureQueueAsync(default);
        using var deadline = new CancellationTokenSource(Deadline);
        using var through = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token);
        var done = new ConcurrentDictionary<string, int>();

        var faults = CauseFaultsAsync(broker, done, through.Token);
        await Task.WhenAll(SendAllAsync(sending, deadline.Token), ReceiveAllAsync(receiving, done, deadline.Token), ReceiveAllAsync(receiving, done, deadline.Token));
        await through.CancelAsync();

        Assert.True(await faults > 20, "hardly any faults happened");
        Assert.Equal(Rows, done.Count);
        await DrainRepeatsAsync(receiving, done, deadline.Token);
        Assert.Equal(Rows, done.Count);
        Assert.Empty(await receiving.ListAsync(10, default));
    }

    [Fact]
    public async Task Connection_that_carries_nothing_any_more_is_given_up_after_the_timeout_and_made_anew()
    {
        await using var broker = await ServiceBusDouble.StartAsync();
        await using var transport = Connect(broker, TimeSpan.FromSeconds(3));
        await transport.EnsureQueueAsync(default);
        await transport.SendAsync(Batch(0), default);

        await broker.SwallowAsync("syscsv");
        var exception = await Assert.ThrowsAsync<TransportException>(() => transport.SendAsync(Batch(1), default));

        Assert.Equal(TransportFailure.Timeout, exception.Failure);
        await transport.SendAsync(Batch(1), default);
        Assert.Equal(2 * BatchSize, (await transport.GetDepthAsync(default)).Ready);
    }

    private static async Task<int> CauseFaultsAsync(ServiceBusDouble broker, ConcurrentDictionary<string, int> done, CancellationToken cancellationToken)
    {
        var random = new Random(20_261_124);
        var faults = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            var before = done.Count;
            do
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(100, 400)), TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (done.Count < before + RowsBetweenFaults && !cancellationToken.IsCancellationRequested);
            faults++;
            switch (random.Next(6))
            {
                case 0 or 1:
                    await broker.ResetConnectionsAsync("syscsv");
                    break;
                case 2 or 3:
                    await broker.DetachLinksAsync("syscsv");
                    break;
                case 4:
                    await broker.ExpireLocksAsync("syscsv");
                    break;
                default:
                    if (faults % 4 == 0)
                        broker.BeBusy(1);
                    else
                        broker.RefuseSettlements(5);
                    break;
            }
        }

        return faults;
    }

    private static async Task SendAllAsync(AzureServiceBusTransport transport, CancellationToken cancellationToken)
    {
        for (var batch = 0; batch < Rows / BatchSize; batch++)
        {
            await RetryAsync(() => transport.SendAsync(Batch(batch), cancellationToken), cancellationToken);
            await Task.Delay(Pace, TimeProvider.System, cancellationToken);
        }
    }

    private static async Task ReceiveAllAsync(AzureServiceBusTransport transport, ConcurrentDictionary<string, int> done, CancellationToken cancellationToken)
    {
        while (done.Count < Rows)
            await RetryAsync(() => ReceiveUntilLostAsync(transport, done, () => done.Count >= Rows, cancellationToken), cancellationToken);
    }

    private static async Task ReceiveUntilLostAsync(
        AzureServiceBusTransport transport, ConcurrentDictionary<string, int> done, Func<bool> isEnough, CancellationToken cancellationToken)
    {
        await using var receiver = await transport.OpenReceiverAsync(400, cancellationToken);
        while (!isEnough())
        {
            var taken = await receiver.ReceiveAsync(200, TimeSpan.FromMilliseconds(500), cancellationToken);
            foreach (var delivery in taken)
                done.AddOrUpdate(delivery.MessageId, 1, (_, times) => times + 1);
            await receiver.CompleteAsync(taken, cancellationToken);
        }
    }

    // What was sent or delivered again changes nothing, and ends too.
    private static Task DrainRepeatsAsync(AzureServiceBusTransport transport, ConcurrentDictionary<string, int> done, CancellationToken cancellationToken) =>
        Eventually.BecomesAsync(
            async () =>
            {
                var empty = 0;
                await ReceiveUntilLostAsync(transport, done, () => empty++ > 2, cancellationToken);
                return await transport.GetDepthAsync(cancellationToken) is { Ready: 0, DeadLettered: 0 };
            },
            TimeSpan.FromSeconds(60), "the queue is empty");

    private static async Task RetryAsync(Func<Task> act, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await act();
                return;
            }
            catch (TransportException exception) when (exception.IsTransient)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
            }
        }
    }

    private static OutgoingMessage[] Batch(int number) =>
    [
        .. Enumerable.Range(number * BatchSize, BatchSize).Select(row => new OutgoingMessage($"row-{row}", Encoding.UTF8.GetBytes($"{{\"row\":{row}}}"))),
    ];

    private static AzureServiceBusTransport Connect(ServiceBusDouble broker, TimeSpan? timeout = null) => new(new AzureServiceBusOptions
    {
        ConnectionString = broker.ConnectionString,
        ManagementUri = broker.ManagementUri.ToString(),
        LockDuration = TimeSpan.FromSeconds(5),
        DeliveryLimit = 1_000,
        Timeout = timeout ?? TimeSpan.FromSeconds(10),
    });
}
