using SysCsv.Testing;
using SysCsv.Transports.AzureServiceBus.Tests.Double;

namespace SysCsv.Transports.AzureServiceBus.Tests;

/// <summary>A queue that remembers ids takes a repeated send once, and a replayed dead letter all the same.</summary>
public sealed class DuplicateDetectionTests : IAsyncLifetime
{
    private ServiceBusDouble? _double;

    private ServiceBusDouble Double => _double ?? throw new InvalidOperationException("The double has not been started.");

    public async Task InitializeAsync() => _double = await ServiceBusDouble.StartAsync();

    public async Task DisposeAsync() => await Double.DisposeAsync();

    [Fact]
    public async Task What_is_sent_again_by_this_or_another_process_is_there_once()
    {
        await using var transport = Connect(TimeSpan.FromMinutes(10));
        await using var other = Connect(TimeSpan.FromMinutes(10));
        await transport.EnsureQueueAsync(default);

        await transport.SendAsync(RoundTrip.Messages(10), default);
        await transport.SendAsync(RoundTrip.Messages(10), default);
        await other.SendAsync(RoundTrip.Messages(12), default);

        Assert.Equal(12, (await transport.GetDepthAsync(default)).Ready);
    }

    [Fact]
    public async Task Dead_letter_is_replayed_though_its_id_is_known_and_keeps_it()
    {
        await using var transport = Connect(TimeSpan.FromMinutes(10));
        await transport.EnsureQueueAsync(default);
        await transport.SendAsync(RoundTrip.Messages(1), default);
        await using var receiver = await transport.OpenReceiverAsync(1, default);
        await receiver.DeadLetterAsync((await RoundTrip.TakeAsync(receiver, 1))[0], "no", default);

        Assert.Equal(1, await transport.ReplayAsync(null, default));

        var back = (await RoundTrip.TakeAsync(receiver, 1))[0];
        Assert.Equal("m-0", back.MessageId);
        Assert.Equal(Settlement.Settled, await receiver.CompleteAsync([back], default));
        Assert.Equal((0L, 0L), (await transport.GetDepthAsync(default)) is var depth ? (depth.Ready, depth.DeadLettered) : default);
    }

    [Fact]
    public async Task Id_that_was_seen_before_the_window_is_taken_again()
    {
        await using var transport = Connect(TimeSpan.FromSeconds(1));
        await transport.EnsureQueueAsync(default);
        await transport.SendAsync(RoundTrip.Messages(1), default);
        var sent = Double.Now;

        await Eventually.BecomesAsync(() => Double.Now > sent + TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), "the window has passed");
        await transport.SendAsync(RoundTrip.Messages(1), default);

        Assert.Equal(2, (await transport.GetDepthAsync(default)).Ready);
    }

    [Fact]
    public async Task Queue_that_does_not_detect_is_refused_when_detection_was_asked_for()
    {
        await using var plain = Connect(null);
        await plain.EnsureQueueAsync(default);
        await using var transport = Connect(TimeSpan.FromMinutes(10));

        Assert.Equal(TransportFailure.QueueMismatch, (await Assert.ThrowsAsync<TransportException>(() => transport.EnsureQueueAsync(default))).Failure);
    }

    private AzureServiceBusTransport Connect(TimeSpan? window) => new(new AzureServiceBusOptions
    {
        ConnectionString = Double.ConnectionString,
        ManagementUri = Double.ManagementUri.ToString(),
        DuplicateDetection = window,
    });
}
