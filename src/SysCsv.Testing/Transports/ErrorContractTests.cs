using SysCsv.Transports;
using Xunit;

namespace SysCsv.Testing.Transports;

/// <summary>Every failure is a <see cref="TransportException"/> of the right class that gives no secret away.</summary>
/// <param name="harness">The harness of the transport.</param>
/// <typeparam name="THarness">The harness of the transport.</typeparam>
public abstract class ErrorContractTests<THarness>(THarness harness) : TransportSuite<THarness>(harness)
    where THarness : ITransportHarness
{
    [SkippableFact]
    public async Task Ensuring_the_queue_is_idempotent_and_keeps_what_is_in_it()
    {
        var transport = await NewQueueAsync();
        await transport.SendAsync(Messages(3), Deadline);

        await transport.EnsureQueueAsync(Deadline);
        await AnotherProcess().EnsureQueueAsync(Deadline);

        await DepthBecomesAsync(transport, depth => depth.Ready == 3, "the messages are still there");
    }

    [SkippableFact]
    public async Task Many_processes_may_ensure_the_queue_at_once()
    {
        var first = await NewNameAsync();
        var processes = Enumerable.Range(0, 8).Select(_ => AnotherProcess()).Append(first).ToList();

        await Task.WhenAll(processes.Select(process => Task.Run(() => process.EnsureQueueAsync(Deadline))));

        await Task.WhenAll(processes.Select((process, number) => process.SendAsync(Messages(2, $"p{number}"), Deadline)));
        await DepthBecomesAsync(first, depth => depth.Ready == 18, "each process could send");
    }

    [SkippableFact]
    public async Task A_queue_that_is_not_there_is_said_to_be_missing()
    {
        var transport = await NewNameAsync();

        Assert.Equal(TransportFailure.QueueMissing, (await FailsAsync(() => transport.SendAsync(Messages(1), Deadline))).Failure);
        Assert.Equal(TransportFailure.QueueMissing, (await FailsAsync(() => OpenAndReceiveAsync(transport))).Failure);
        Assert.Equal(TransportFailure.QueueMissing, (await FailsAsync(() => transport.GetDepthAsync(Deadline))).Failure);
    }

    [SkippableFact]
    public async Task A_broker_that_is_not_there_is_said_to_be_unreachable()
    {
        await NewNameAsync();
        var nowhere = Harness.ConnectNowhere();
        Skip.If(nowhere is null, "This broker can always be reached.");
        var transport = Track(nowhere!);

        List<TransportException> failures =
        [
            await FailsAsync(() => transport.EnsureQueueAsync(Deadline)),
            await FailsAsync(() => transport.SendAsync(Messages(1), Deadline)),
            await FailsAsync(() => OpenAndReceiveAsync(transport)),
            await FailsAsync(() => transport.GetDepthAsync(Deadline)),
            await FailsAsync(() => DeadLettersOf(transport).ListAsync(10, Deadline)),
            await FailsAsync(() => DeadLettersOf(transport).ReplayAsync(null, Deadline)),
            await FailsAsync(() => DeadLettersOf(transport).DiscardAsync(null, Deadline)),
        ];

        Assert.All(failures, failure => Assert.Equal(TransportFailure.Unreachable, failure.Failure));
        Assert.All(failures, failure => Assert.True(failure.IsTransient));
    }

    [SkippableFact]
    public async Task A_disposed_transport_refuses_for_good()
    {
        var transport = await NewQueueAsync();
        await transport.DisposeAsync();

        List<TransportException> failures =
        [
            await FailsAsync(() => transport.EnsureQueueAsync(Deadline)),
            await FailsAsync(() => transport.SendAsync(Messages(1), Deadline)),
            await FailsAsync(() => transport.OpenReceiverAsync(1, Deadline)),
            await FailsAsync(() => transport.GetDepthAsync(Deadline)),
            await FailsAsync(() => DeadLettersOf(transport).ListAsync(10, Deadline)),
        ];

        Assert.All(failures, failure => Assert.False(failure.IsTransient));
    }

    [SkippableFact]
    public async Task Disposing_twice_is_harmless()
    {
        var transport = await NewQueueAsync();
        var receiver = await transport.OpenReceiverAsync(1, Deadline);

        await receiver.DisposeAsync();
        await receiver.DisposeAsync();
        await transport.DisposeAsync();
        await transport.DisposeAsync();
    }

    [SkippableFact]
    public async Task A_receiver_ends_with_its_transport()
    {
        var transport = await NewQueueAsync();
        var staying = AnotherProcess();
        await transport.SendAsync(Messages(3), Deadline);
        await using var receiver = await transport.OpenReceiverAsync(3, Deadline);
        await TakeAsync(receiver, 3);

        await transport.DisposeAsync();

        await FailsAsync(() => receiver.ReceiveAsync(3, Moment, Deadline));
        Assert.Equal(3, (await DrainAsync(staying, Messages(3).Select(message => message.Id))).Count);
    }

    private async Task OpenAndReceiveAsync(ITransport transport)
    {
        await using var receiver = await transport.OpenReceiverAsync(1, Deadline);
        await receiver.ReceiveAsync(1, Moment, Deadline);
    }

    private async Task<TransportException> FailsAsync(Func<Task> call)
    {
        var failure = await Assert.ThrowsAsync<TransportException>(call);
        Assert.NotEqual("", failure.Message);
        Assert.All(Harness.Secrets, secret => Assert.DoesNotContain(secret, failure.ToString(), StringComparison.Ordinal));
        return failure;
    }
}
