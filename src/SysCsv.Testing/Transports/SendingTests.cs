using System.Security.Cryptography;
using SysCsv.Transports;
using Xunit;

namespace SysCsv.Testing.Transports;

/// <summary>What is sent arrives, all of it and unchanged.</summary>
/// <param name="harness">The harness of the transport.</param>
/// <typeparam name="THarness">The harness of the transport.</typeparam>
public abstract class SendingTests<THarness>(THarness harness) : TransportSuite<THarness>(harness)
    where THarness : ITransportHarness
{
    [SkippableFact]
    public async Task Bodies_and_ids_arrive_byte_for_byte()
    {
        var transport = await NewQueueAsync();
        byte[][] bodies = [[], [0], [0xFF, 0xFE, 0x00, 0x80], "Zoë ≠ 佐藤 🙂"u8.ToArray(), RandomNumberGenerator.GetBytes(70_000)];
        var sent = bodies.Select((body, number) => new OutgoingMessage($"body-{number}", body)).ToList();
        sent.Add(new OutgoingMessage(new string('x', 128), new byte[] { 1 }));

        await transport.SendAsync(sent, Deadline);

        await using var receiver = await transport.OpenReceiverAsync(100, Deadline);
        var received = (await TakeAsync(receiver, sent.Count)).ToDictionary(delivery => delivery.MessageId);
        Assert.All(sent, message => Assert.Equal(message.Body.ToArray(), received[message.Id].Body.ToArray()));
        Assert.All(received.Values, delivery => Assert.Equal(1, delivery.Attempt));
    }

    [SkippableFact]
    public async Task Trace_context_arrives_where_there_is_one()
    {
        const string Trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var transport = await NewQueueAsync();

        await transport.SendAsync([new("traced", new byte[] { 1 }, Trace), new("plain", new byte[] { 2 })], Deadline);

        await using var receiver = await transport.OpenReceiverAsync(10, Deadline);
        var received = (await TakeAsync(receiver, 2)).ToDictionary(delivery => delivery.MessageId);
        Assert.Equal(Trace, received["traced"].TraceParent);
        Assert.Null(received["plain"].TraceParent);
    }

    [SkippableFact]
    public async Task A_large_batch_arrives_once_each()
    {
        var transport = await NewQueueAsync();
        var sent = Messages(5_000);

        await transport.SendAsync(sent, Deadline);

        var seen = await DrainAsync(transport, sent.Select(message => message.Id));
        Assert.All(seen.Values, times => Assert.Equal(1, times));
    }

    [SkippableFact]
    public async Task Sends_may_overlap()
    {
        var transport = await NewQueueAsync();
        var other = AnotherProcess();
        var batches = Enumerable.Range(0, 20).Select(batch => Messages(50, $"batch-{batch}")).ToList();

        await Task.WhenAll(batches.Select((batch, number) => (number % 2 == 0 ? transport : other).SendAsync(batch, Deadline)));

        var seen = await DrainAsync(transport, batches.SelectMany(batch => batch).Select(message => message.Id));
        Assert.Equal(1_000, seen.Values.Sum());
    }

    [SkippableFact]
    public async Task A_body_of_a_mebibyte_arrives_or_is_refused_as_too_large()
    {
        var transport = await NewQueueAsync();
        var body = RandomNumberGenerator.GetBytes(1 << 20);
        try
        {
            await transport.SendAsync([new("big", body)], Deadline);
        }
        catch (TransportException exception)
        {
            Assert.Equal(TransportFailure.MessageTooLarge, exception.Failure);
            return;
        }

        await using var receiver = await transport.OpenReceiverAsync(1, Deadline);
        Assert.Equal(body, (await TakeAsync(receiver, 1))[0].Body.ToArray());
    }

    [SkippableFact]
    public async Task What_was_sent_stays_when_the_sender_leaves()
    {
        var transport = await NewQueueAsync();
        var sender = AnotherProcess();
        var sent = Messages(100);

        await sender.SendAsync(sent, Deadline);
        await sender.DisposeAsync();

        var seen = await DrainAsync(transport, sent.Select(message => message.Id));
        Assert.Equal(100, seen.Count);
    }

    [SkippableFact]
    public async Task The_same_id_may_be_sent_again()
    {
        var transport = await NewQueueAsync();
        var sent = Messages(10);

        await transport.SendAsync(sent, Deadline);
        await transport.SendAsync(sent, Deadline);

        Assert.Equal(10, (await DrainAsync(transport, sent.Select(message => message.Id))).Count);
    }

    [SkippableFact]
    public async Task Sending_nothing_is_fine()
    {
        var transport = await NewQueueAsync();

        await transport.SendAsync([], Deadline);

        Assert.Equal(0, (await transport.GetDepthAsync(Deadline)).Ready);
    }

    [SkippableFact]
    public async Task A_cancelled_send_ends_as_cancelled_and_may_be_repeated()
    {
        var transport = await NewQueueAsync();
        var sent = Messages(10);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => transport.SendAsync(sent, new CancellationToken(canceled: true)));
        await transport.SendAsync(sent, Deadline);

        Assert.Equal(10, (await DrainAsync(transport, sent.Select(message => message.Id))).Count);
    }
}
