using SysCsv.Transports.RabbitMq;

namespace SysCsv.Transports.AzureServiceBus.Tests.RabbitMq;

/// <summary>What is particular to RabbitMQ's AMQP 1.0: it confirms messages for queues that are not there, and shares queues with AMQP 0.9.1.</summary>
public sealed class AmqpBrokerQueueTests(AmqpBrokerHarness harness) : IClassFixture<AmqpBrokerHarness>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _queue = $"test/{Guid.CreateVersion7():N}";

    [SkippableFact]
    public async Task Sending_to_a_queue_that_was_deleted_fails_though_the_broker_confirms()
    {
        await using var transport = await NewQueueAsync();
        await transport.SendAsync([new("before", new byte[] { 1 })], default);
        await harness.DeleteQueueAsync(_queue, default);

        var failure = await Assert.ThrowsAsync<TransportException>(() => transport.SendAsync([new("after", new byte[] { 1 })], default));

        Assert.Equal(TransportFailure.QueueMissing, failure.Failure);
    }

    [SkippableFact]
    public async Task Receiver_of_a_queue_that_was_deleted_fails_when_nothing_comes()
    {
        await using var transport = await NewQueueAsync();
        await using var receiver = await transport.OpenReceiverAsync(2, default);

        // Once a message has come, no credit is on its way: a queue that is gone before its credit comes blocks the plugin for two minutes.
        await transport.SendAsync([new("before", new byte[] { 1 })], default);
        await receiver.CompleteAsync(await receiver.ReceiveAsync(1, Patience, default), default);
        await harness.DeleteQueueAsync(_queue, default);

        var failure = await Assert.ThrowsAsync<TransportException>(() => receiver.ReceiveAsync(1, TimeSpan.FromMilliseconds(50), default));

        Assert.Equal(TransportFailure.QueueMissing, failure.Failure);
    }

    [SkippableFact]
    public async Task Queue_of_another_kind_is_refused_and_left_alone()
    {
        Skip.If(harness.SkipReason is not null, harness.SkipReason ?? "");
        await harness.Host.DeclareClassicAsync(_queue);
        await using var transport = harness.Connect(_queue);

        var failure = await Assert.ThrowsAsync<TransportException>(() => transport.EnsureQueueAsync(default));

        Assert.Equal(TransportFailure.QueueMismatch, failure.Failure);
        Assert.Equal(0, (await transport.GetDepthAsync(default)).Ready);
    }

    // The same queue with the same arguments. Traces, and reasons of dead letters, stay on their side: the plugin keeps the properties
    // of AMQP 1.0 where AMQP 0.9.1 does not look.
    [SkippableFact]
    public async Task Messages_go_both_ways_between_this_transport_and_that_of_amqp_0_9_1()
    {
        await using var transport = await NewQueueAsync();
        await using var other = new RabbitMqTransport(new RabbitMqOptions { Uri = harness.Host.ConnectionStringAt(AmqpBroker.Uri.Port), Queue = _queue, DeliveryLimit = AmqpBrokerHarness.ReturnLimit });
        await other.EnsureQueueAsync(default);

        await PassAsync(transport, other, "from 1.0");
        await PassAsync(other, transport, "from 0.9.1");
    }

    private static async Task PassAsync(ITransport from, ITransport to, string id)
    {
        await from.SendAsync([new(id, "body"u8.ToArray(), "trace")], default);
        await using var receiver = await to.OpenReceiverAsync(1, default);
        var taken = Assert.Single(await receiver.ReceiveAsync(1, Patience, default));
        Assert.Equal((id, "body"), (taken.MessageId, System.Text.Encoding.UTF8.GetString(taken.Body.Span)));
        Assert.Equal(Settlement.Settled, await receiver.CompleteAsync([taken], default));
    }

    private async Task<AzureServiceBusTransport> NewQueueAsync()
    {
        Skip.If(harness.SkipReason is not null, harness.SkipReason ?? "");
        var transport = new AzureServiceBusTransport(harness.Options(_queue));
        await transport.EnsureQueueAsync(default);
        return transport;
    }
}
