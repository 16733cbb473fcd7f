using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SysCsv.Testing.Transports;

namespace SysCsv.Transports.Tests.InMemory;

public sealed class InMemoryTransportTests
{
    [Fact]
    public async Task A_host_gets_one_transport_for_both_of_its_interfaces()
    {
        var services = new ServiceCollection();
        new SysCsvBuilder(services).UseInMemoryTransport();
        await using var provider = services.BuildServiceProvider();

        Assert.Same(provider.GetRequiredService<ITransport>(), provider.GetRequiredService<IDeadLetterQueue>());
        Assert.Equal(["InMemory"], SysCsvComposition.Of(services).Transports);
    }

    [Fact]
    public async Task An_outage_fails_every_call_until_it_is_over()
    {
        var queue = new InMemoryQueue();
        await using var transport = new InMemoryTransport(queue);
        await transport.EnsureQueueAsync(CancellationToken.None);
        OutgoingMessage[] messages = [new("a", new byte[] { 1 })];

        queue.Outage = TransportFailure.Throttled;
        var failure = await Assert.ThrowsAsync<TransportException>(() => transport.SendAsync(messages, CancellationToken.None));
        queue.Outage = null;
        await transport.SendAsync(messages, CancellationToken.None);

        Assert.Equal(TransportFailure.Throttled, failure.Failure);
        Assert.Equal(1, (await transport.GetDepthAsync(CancellationToken.None)).Ready);
    }

    [Fact]
    public async Task A_lock_ends_when_its_time_is_over()
    {
        var clock = new FakeTimeProvider();
        await using var transport = new InMemoryTransport(new InMemoryQueue { LockTime = TimeSpan.FromSeconds(30), TimeProvider = clock });
        await transport.EnsureQueueAsync(CancellationToken.None);
        await transport.SendAsync([new("a", new byte[] { 1 })], CancellationToken.None);
        await using var slow = await transport.OpenReceiverAsync(1, CancellationToken.None);
        await using var other = await transport.OpenReceiverAsync(1, CancellationToken.None);
        var held = await slow.ReceiveAsync(1, TimeSpan.Zero, CancellationToken.None);

        clock.Advance(TimeSpan.FromSeconds(31));

        var again = Assert.Single(await other.ReceiveAsync(1, TimeSpan.Zero, CancellationToken.None));
        Assert.Equal(2, again.Attempt);
        Assert.Equal(Settlement.Lost, await slow.CompleteAsync(held, CancellationToken.None));
    }
}
