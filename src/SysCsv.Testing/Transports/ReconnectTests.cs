using SysCsv.Transports;
using Xunit;

namespace SysCsv.Testing.Transports;

/// <summary>A lost connection ends receivers, loses no message, and is made again by the next use.</summary>
/// <param name="harness">The harness of the transport.</param>
/// <typeparam name="THarness">The harness of the transport.</typeparam>
public abstract class ReconnectTests<THarness>(THarness harness) : TransportSuite<THarness>(harness)
    where THarness : ITransportHarness
{
    [SkippableFact]
    public async Task A_waiting_receiver_ends_with_a_transient_failure()
    {
        var transport = await NewQueueToDropAsync();
        await using var receiver = await transport.OpenReceiverAsync(10, Deadline);
        var waiting = receiver.ReceiveAsync(10, Patience * 2, Deadline);

        await Harness.DropConnectionsAsync(Queue, Deadline);

        var failure = await Assert.ThrowsAsync<TransportException>(() => waiting.WaitAsync(Patience));
        Assert.True(failure.IsTransient);
        Assert.True((await Assert.ThrowsAsync<TransportException>(() => receiver.ReceiveAsync(1, Moment, Deadline))).IsTransient);
    }

    [SkippableFact]
    public async Task Held_messages_come_again_on_a_new_receiver()
    {
        var transport = await NewQueueToDropAsync();
        var sent = Messages(50);
        await transport.SendAsync(sent, Deadline);
        await using var receiver = await transport.OpenReceiverAsync(20, Deadline);
        var held = await TakeAsync(receiver, 20);
        await receiver.CompleteAsync([.. held.Take(10)], Deadline);

        await Harness.DropConnectionsAsync(Queue, Deadline);

        // The ten completed ones may come again: the connection may have gone before the broker read of them.
        var back = await RetryAsync(() => DrainAsync(transport, sent.Select(message => message.Id).Except(held.Take(10).Select(delivery => delivery.MessageId))));
        Assert.Subset(sent.Select(message => message.Id).ToHashSet(), back.Keys.ToHashSet());
    }

    [SkippableFact]
    public async Task Settling_on_a_lost_connection_is_no_surprise()
    {
        var transport = await NewQueueToDropAsync();
        await transport.SendAsync(Messages(5), Deadline);
        await using var receiver = await transport.OpenReceiverAsync(5, Deadline);
        var held = await TakeAsync(receiver, 5);

        await Harness.DropConnectionsAsync(Queue, Deadline);
        try
        {
            Assert.Equal(Settlement.Lost, await receiver.CompleteAsync(held, Deadline));
        }
        catch (TransportException exception)
        {
            Assert.Equal(TransportFailure.ConnectionLost, exception.Failure);
        }

        await RetryAsync(() => DrainAsync(transport, Messages(5).Select(message => message.Id)));
    }

    [SkippableFact]
    public async Task Sending_works_again_and_what_was_confirmed_is_there()
    {
        var transport = await NewQueueToDropAsync();
        await transport.SendAsync(Messages(100, "before"), Deadline);
        await Harness.DropConnectionsAsync(Queue, Deadline);

        await RetryAsync(async () =>
        {
            await transport.SendAsync(Messages(100, "after"), Deadline);
            return true;
        });

        await RetryAsync(() => DrainAsync(transport, [.. Messages(100, "before").Select(message => message.Id), .. Messages(100, "after").Select(message => message.Id)]));
    }

    [SkippableFact]
    public async Task A_send_that_is_cut_off_fails_as_transient_and_can_be_repeated()
    {
        var transport = await NewQueueToDropAsync();
        for (var round = 0; round < 5; round++)
        {
            var sent = Messages(2_000, $"round-{round}");
            var sending = transport.SendAsync(sent, Deadline);
            await Harness.DropConnectionsAsync(Queue, Deadline);
            try
            {
                await sending;
            }
            catch (TransportException exception)
            {
                Assert.True(exception.IsTransient);
                await RetryAsync(async () =>
                {
                    await transport.SendAsync(sent, Deadline);
                    return true;
                });
            }
        }

        var ids = Enumerable.Range(0, 5).SelectMany(round => Messages(2_000, $"round-{round}")).Select(message => message.Id);
        await RetryAsync(() => DrainAsync(transport, ids));
    }

    private async Task<ITransport> NewQueueToDropAsync()
    {
        var transport = await NewQueueAsync();
        Skip.IfNot(Harness.CanDropConnections, "There is no connection to lose.");
        return transport;
    }

    /// <summary>Does as the engine does: tries again after a transient failure. The connection may be noticed as lost only when it is used.</summary>
    private async Task<T> RetryAsync<T>(Func<Task<T>> attempt)
    {
        T? result = default;
        await Eventually.BecomesAsync(async () =>
        {
            try
            {
                result = await attempt();
                return true;
            }
            catch (TransportException exception) when (exception.IsTransient)
            {
                return false;
            }
        }, Patience, "the transport works again");
        return result!;
    }
}
