namespace SysCsv.Transports.Tests.RabbitMq.Management;

public sealed class QueueStateTests : RabbitMqQueueTests
{
    [SkippableFact]
    public async Task Declaring_again_changes_nothing()
    {
        var transport = await ConnectToNewQueueAsync();
        await transport.SendAsync(Messages(3), default);

        await transport.EnsureQueueAsync(default);

        Assert.Equal(3, (await transport.GetDepthAsync(default)).Ready);
    }

    [SkippableFact]
    public async Task Classic_queue_of_the_same_name_is_refused_with_what_to_do()
    {
        using var management = new RabbitMqManagement();
        await management.DeclareClassicAsync(Queue);

        var exception = await FailsAsync(TransportFailure.QueueMismatch, () => Connect().EnsureQueueAsync(default));

        Assert.Contains(Queue, exception.Message, StringComparison.Ordinal);
        Assert.Contains("quorum queue", exception.Message, StringComparison.Ordinal);
        Assert.Contains("SysCsv:RabbitMq:Queue", exception.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Classic_queue_in_the_place_of_the_dead_letters_is_refused_by_its_name()
    {
        using var management = new RabbitMqManagement();
        await management.DeclareClassicAsync(Queue + ".dead");

        var exception = await FailsAsync(TransportFailure.QueueMismatch, () => Connect().EnsureQueueAsync(default));

        Assert.Contains(Queue + ".dead", exception.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Queue_made_with_another_delivery_limit_is_refused()
    {
        await ConnectToNewQueueAsync(options => options.DeliveryLimit = 10);
        var transport = Connect(options => options.DeliveryLimit = 20);

        await FailsAsync(TransportFailure.QueueMismatch, () => transport.EnsureQueueAsync(default));
    }

    [SkippableFact]
    public async Task Sending_to_a_queue_that_does_not_exist_fails() =>
        await FailsAsync(TransportFailure.QueueMissing, () => Connect().SendAsync(Messages(10), default));

    [SkippableFact]
    public async Task Receiving_from_a_queue_that_does_not_exist_fails() =>
        await FailsAsync(TransportFailure.QueueMissing, () => Connect().OpenReceiverAsync(10, default));

    [SkippableFact]
    public async Task Depth_of_a_queue_that_does_not_exist_fails() =>
        await FailsAsync(TransportFailure.QueueMissing, () => Connect().GetDepthAsync(default));

    [SkippableFact]
    public async Task Queue_deleted_while_sending_fails_the_sends_and_a_new_one_takes_them()
    {
        var transport = await ConnectToNewQueueAsync();
        using var management = new RabbitMqManagement();
        await transport.SendAsync(Messages(500), default);

        var sending = Task.Run(async () =>
        {
            while (true)
            {
                try
                {
                    await transport.SendAsync(Messages(500), default);
                }
                catch (TransportException e) when (e.IsTransient)
                {
                    // As the engine does. RabbitMQ 3.10 can break the channel before it tells that the queue is gone.
                }
            }
        });
        await management.DeleteQueueAsync(Queue);

        await FailsAsync(TransportFailure.QueueMissing, () => sending.WaitAsync(TimeSpan.FromSeconds(60)));
        await transport.EnsureQueueAsync(default);
        await transport.SendAsync(Messages(500), default);

        // What was under way when the queue went may reach the new one: copies are allowed, loss is not.
        Assert.InRange((await transport.GetDepthAsync(default)).Ready, 500, 1_000);
    }

    [SkippableFact]
    public async Task Queue_deleted_while_receiving_ends_the_receiver()
    {
        var transport = await ConnectToNewQueueAsync();
        using var management = new RabbitMqManagement();
        await transport.SendAsync(Messages(1), default);
        await using var receiver = await transport.OpenReceiverAsync(10, default);
        await TakeAsync(receiver);

        var receiving = TakeAsync(receiver);
        await management.DeleteQueueAsync(Queue);

        await FailsAsync(TransportFailure.QueueMissing, () => receiving);
    }

    [SkippableFact]
    public async Task Full_queue_refuses_and_takes_again_when_there_is_room()
    {
        var transport = await ConnectToNewQueueAsync();
        using var management = new RabbitMqManagement();
        await management.LimitLengthAsync(Queue, 20);
        var sent = 0;

        var exception = await FailsAsync(TransportFailure.QueueFull, async () =>
        {
            for (; sent < 10_000; sent += 10)
                await transport.SendAsync(Messages(10), default);
        });

        Assert.True(exception.IsTransient);
        Assert.True((await transport.GetDepthAsync(default)).Ready >= sent, "A send that completed lost a message.");
        await using var receiver = await transport.OpenReceiverAsync(100, default);
        await EventuallyAsync(async () =>
        {
            await receiver.CompleteAsync(await receiver.ReceiveAsync(100, TimeSpan.Zero, default), default);
            try
            {
                await transport.SendAsync(Messages(1), default);
                return true;
            }
            catch (TransportException e) when (e.Failure == TransportFailure.QueueFull)
            {
                return false;
            }
        });
        await management.RemoveLimitAsync(Queue);
    }
}
