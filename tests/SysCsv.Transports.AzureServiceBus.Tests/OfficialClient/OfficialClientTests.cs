using System.Text;
using System.Text.Json;

namespace SysCsv.Transports.AzureServiceBus.Tests.OfficialClient;

/// <summary>The double is believed as far as Microsoft's own client accepts it, and messages go both ways between that client and the transport.</summary>
public sealed class OfficialClientTests(OfficialClientFixture fixture) : IClassFixture<OfficialClientFixture>
{
    private readonly string _queue = $"test-{Guid.CreateVersion7():N}";

    [SkippableFact]
    public async Task What_the_official_client_sends_reaches_the_transport()
    {
        await using var transport = await NewQueueAsync();
        await fixture.RunAsync("sendSingle", _queue);
        var batch = await fixture.RunAsync("sendBatch", _queue, "20");
        Assert.Equal(256 * 1024, batch.GetProperty("maxSize").GetInt32());

        await using var receiver = await transport.OpenReceiverAsync(50, default);
        var received = new Dictionary<string, Delivery>();
        while (received.Count < 21)
        {
            var taken = await receiver.ReceiveAsync(50, TimeSpan.FromSeconds(10), default);
            Assert.NotEmpty(taken);
            foreach (var delivery in taken)
                received.Add(delivery.MessageId, delivery);
            Assert.Equal(Settlement.Settled, await receiver.CompleteAsync(taken, default));
        }

        Assert.Equal("body 7", Encoding.UTF8.GetString(received["js-7"].Body.Span));
        Assert.Equal("trace 7", received["js-7"].TraceParent);
        Assert.Equal("one", Encoding.UTF8.GetString(received["js-single"].Body.Span));
    }

    [SkippableFact]
    public async Task What_the_transport_sends_reaches_the_official_client()
    {
        await using var transport = await NewQueueAsync();
        await transport.SendAsync([.. Enumerable.Range(0, 20).Select(i => new OutgoingMessage($"net-{i}", Encoding.UTF8.GetBytes($"body {i}"), $"trace {i}"))], default);
        await transport.SendAsync([new("net-alone", "alone"u8.ToArray())], default);

        var received = (await fixture.RunAsync("receive", _queue, "21")).EnumerateArray().ToDictionary(message => message.GetProperty("id").GetString()!);

        Assert.Equal(21, received.Count);
        Assert.Equal("body 7", received["net-7"].GetProperty("body").GetString());
        Assert.Equal("trace 7", received["net-7"].GetProperty("trace").GetString());
        Assert.Equal("alone", received["net-alone"].GetProperty("body").GetString());
        Assert.Equal(0, (await transport.GetDepthAsync(default)).Ready);
    }

    [SkippableFact]
    public async Task Official_client_abandons_and_gets_the_message_again()
    {
        await using var transport = await NewQueueAsync(1);

        var seen = await fixture.RunAsync("abandon", _queue);

        Assert.Equal(seen.GetProperty("first").GetInt32() + 1, seen.GetProperty("second").GetInt32());
        Assert.Equal("again", seen.GetProperty("note").GetString());
    }

    [SkippableFact]
    public async Task Dead_letters_of_the_official_client_are_listed_and_replayed_by_the_transport()
    {
        await using var transport = await NewQueueAsync(1);
        await fixture.RunAsync("deadLetter", _queue);

        var letter = Assert.Single(await transport.ListAsync(10, default));
        Assert.Equal("the body is not JSON", letter.Reason);
        Assert.Equal(1, await transport.ReplayAsync([letter.Id], default));
        Assert.Equal("m-0", (await fixture.RunAsync("peek", _queue, "1"))[0].GetProperty("body").GetString());
    }

    [SkippableFact]
    public async Task Dead_letters_of_the_transport_are_read_by_the_official_client()
    {
        await using var transport = await NewQueueAsync(1);
        await using (var receiver = await transport.OpenReceiverAsync(1, default))
        {
            var taken = await receiver.ReceiveAsync(1, TimeSpan.FromSeconds(10), default);
            Assert.Equal(Settlement.Settled, await receiver.DeadLetterAsync(taken[0], "It can't be read.", default));
        }

        var letter = (await fixture.RunAsync("readDeadLetters", _queue, "1"))[0];

        Assert.Equal("SysCsvUnprocessable", letter.GetProperty("reason").GetString());
        Assert.Equal("It can't be read.", letter.GetProperty("description").GetString());
        Assert.Equal(_queue, letter.GetProperty("source").GetString());
    }

    [SkippableFact]
    public async Task Official_client_reads_its_own_dead_letters_with_reason_description_and_more()
    {
        await using var transport = await NewQueueAsync(1);
        await fixture.RunAsync("deadLetter", _queue);

        var letter = (await fixture.RunAsync("readDeadLetters", _queue, "1"))[0];

        Assert.Equal(("no good", "the body is not JSON", "kept"), (letter.GetProperty("reason").GetString(), letter.GetProperty("description").GetString(), letter.GetProperty("extra").GetString()));
    }

    [SkippableFact]
    public async Task Official_client_renews_a_lock_and_completes_after_it_would_have_ended()
    {
        await using var transport = await NewQueueAsync(1);

        var seen = await fixture.RunAsync("renew", _queue);

        Assert.True(seen.GetProperty("later").GetBoolean());
        Assert.Equal("none", seen.GetProperty("complete").GetString());
    }

    [SkippableFact]
    public async Task Official_client_is_told_of_a_lost_lock_and_gets_the_message_again()
    {
        await using var transport = await NewQueueAsync(1);

        var seen = await fixture.RunAsync("lockLost", _queue);

        Assert.Equal("MessageLockLost", seen.GetProperty("complete").GetString());
        Assert.Equal("MessageLockLost", seen.GetProperty("renew").GetString());
        Assert.Equal("net-0", seen.GetProperty("again")[0].GetProperty("id").GetString());
    }

    [SkippableFact]
    public async Task Official_client_drains_an_empty_queue_subscribes_peeks_and_receives_without_lock()
    {
        await using var transport = await NewQueueAsync(6);

        Assert.Equal(6, (await fixture.RunAsync("peek", _queue, "10")).GetArrayLength());
        Assert.Equal(6, (await fixture.RunAsync("subscribe", _queue, "6")).GetArrayLength());
        await transport.SendAsync([.. Enumerable.Range(0, 3).Select(i => new OutgoingMessage($"more-{i}", new byte[] { 1 }))], default);
        Assert.Equal(3, (await fixture.RunAsync("receiveAndDelete", _queue, "10")).GetArrayLength());
        Assert.Equal(0, (await fixture.RunAsync("receiveNothing", _queue)).GetInt32());
    }

    [SkippableFact]
    public async Task Official_client_names_a_wrong_key_a_missing_queue_and_a_message_too_large()
    {
        await using var transport = await NewQueueAsync();
        var wrongKey = fixture.Double.ConnectionString.Replace("SharedAccessKey=", "SharedAccessKey=x", StringComparison.Ordinal);

        Assert.Equal("UnauthorizedAccess", (await fixture.RunAsync("errorOnSend", _queue, connectionString: wrongKey)).GetString());
        Assert.Equal("MessagingEntityNotFound", (await fixture.RunAsync("errorOnSend", "no-such-queue")).GetString());
        Assert.Equal("MessagingEntityNotFound", (await fixture.RunAsync("errorOnReceive", "no-such-queue")).GetString());
        Assert.Equal("MessageSizeExceeded", (await fixture.RunAsync("tooLarge", _queue, "300000")).GetString());
    }

    [SkippableFact]
    public async Task Official_client_waits_out_a_busy_server()
    {
        await using var transport = await NewQueueAsync();
        fixture.Double.BeBusy(1);

        Assert.Equal("sent", (await fixture.RunAsync("sendSingle", _queue)).GetString());
        Assert.Equal(1, (await transport.GetDepthAsync(default)).Ready);
    }

    [SkippableFact]
    public async Task Official_administration_client_creates_counts_and_deletes()
    {
        Skip.If(fixture.SkipReason is not null, fixture.SkipReason ?? "");

        var seen = await fixture.RunAsync("administration", _queue, connectionString: fixture.Double.ManagementConnectionString);

        Assert.False(seen.GetProperty("before").GetBoolean());
        Assert.Equal("MessageEntityAlreadyExistsError", seen.GetProperty("again").GetString());
        Assert.Equal(("PT30S", 7, true), (seen.GetProperty("lock").GetString(), seen.GetProperty("deliveries").GetInt32(), seen.GetProperty("duplicates").GetBoolean()));
        Assert.False(seen.GetProperty("after").GetBoolean());
    }

    [SkippableFact]
    public async Task Official_administration_client_counts_what_the_transport_did()
    {
        await using var transport = await NewQueueAsync(3);
        await fixture.RunAsync("deadLetter", _queue);

        var counts = await fixture.RunAsync("counts", _queue, connectionString: fixture.Double.ManagementConnectionString);

        Assert.Equal((2, 1), (counts.GetProperty("active").GetInt32(), counts.GetProperty("dead").GetInt32()));
        Assert.Equal((2L, 1L), (await transport.GetDepthAsync(default)) is var depth ? (depth.Ready, depth.DeadLettered) : default);
    }

    [SkippableFact]
    public async Task Official_administration_client_is_told_of_a_wrong_key() =>
        Assert.Equal("UnauthorizedRequestError", (await fixture.RunAsync(
            "administrationError", _queue, connectionString: fixture.Double.ManagementConnectionString.Replace("SharedAccessKey=", "SharedAccessKey=x", StringComparison.Ordinal))).GetString());

    private async Task<AzureServiceBusTransport> NewQueueAsync(int messages = 0)
    {
        Skip.If(fixture.SkipReason is not null, fixture.SkipReason ?? "");
        var transport = new AzureServiceBusTransport(new AzureServiceBusOptions
        {
            ConnectionString = fixture.Double.ConnectionString,
            ManagementUri = fixture.Double.ManagementUri.ToString(),
            Queue = _queue,
            LockDuration = TimeSpan.FromSeconds(5),
        });
        await transport.EnsureQueueAsync(default);
        await transport.SendAsync([.. Enumerable.Range(0, messages).Select(i => new OutgoingMessage($"net-{i}", Encoding.UTF8.GetBytes($"m-{i}")))], default);
        return transport;
    }
}
