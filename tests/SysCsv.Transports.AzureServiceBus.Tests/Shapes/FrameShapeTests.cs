using System.Runtime.CompilerServices;
using System.Text;
using Snapshooter.Xunit;
using SysCsv.Testing;
using SysCsv.Transports.AzureServiceBus.Tests.Double;
using SysCsv.Transports.AzureServiceBus.Tests.OfficialClient;

namespace SysCsv.Transports.AzureServiceBus.Tests.Shapes;

/// <summary>
/// What this transport and Microsoft's client send for the same operation is on record, each in a snapshot. The records are
/// compared in every run; that they are still true of the official client is seen where node is installed.
/// </summary>
public sealed class FrameShapeTests(OfficialClientFixture official) : IClassFixture<OfficialClientFixture>, IAsyncLifetime
{
    private const string Queue = "contacts-of-the-shapes";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private ServiceBusDouble? _double;

    private static readonly string[] Names = ["send", "complete", "abandon", "deadLetter", "peek", "renew"];

    public static TheoryData<string> Operations => [.. Names];

    private ServiceBusDouble Double => _double ?? throw new InvalidOperationException("The double has not been started.");

    public async Task InitializeAsync() => _double = await ServiceBusDouble.StartAsync(new() { DefaultLock = TimeSpan.FromSeconds(3) });

    public async Task DisposeAsync() => await Double.DisposeAsync();

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Transport_sends_what_is_on_record(string operation)
    {
        await PrepareAsync(operation);
        await using (var transport = Connect())
            await DoAsync(transport, operation);

        Snapshot.Match(await ScriptAsync(), $"{operation}.transport");
    }

    [SkippableTheory]
    [MemberData(nameof(Operations))]
    public async Task Official_client_sends_what_is_on_record(string operation)
    {
        await PrepareAsync(operation);
        var (scenario, argument) = operation switch
        {
            "send" => ("sendBatch", "3"),
            "complete" => ("receive", "3"),
            "peek" => ("peekDeadLetters", "2"),
            _ => (operation, ""),
        };
        await official.RunAsync(scenario, Queue, argument, Double.ConnectionString);

        Snapshot.Match(await ScriptAsync(), $"{operation}.official");
    }

    [Fact]
    public void Records_differ_only_where_a_reason_is_known()
    {
        var differences = Names.SelectMany(DifferencesOf).Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.Equal([], differences.FindAll(difference => !KnownDifference.All.Any(known => known.Covers(difference))));
        Assert.Equal([], KnownDifference.All.Where(known => !differences.Exists(known.Covers)));
    }

    private static IEnumerable<string> DifferencesOf(string operation)
    {
        var ours = FrameScript.Statements(Record($"{operation}.transport"));
        var theirs = FrameScript.Statements(Record($"{operation}.official"));
        return ours.Except(theirs).Select(line => $"transport: {line}").Concat(theirs.Except(ours).Select(line => $"official: {line}"));
    }

    private static string Record(string name, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "__snapshots__", name + ".snap"));

    // What the operation needs to find, put there by a client of its own, which goes again.
    private async Task PrepareAsync(string operation)
    {
        await using var transport = Connect();
        await transport.EnsureQueueAsync(default);

        // No more than the operation takes: what else came would be given back, or not yet have come.
        await transport.SendAsync(Messages(operation switch { "send" => 0, "complete" => 3, "peek" => 2, _ => 1 }), default);
        if (operation == "peek")
            await DeadLetterAsync(transport, 2);
    }

    private async Task DoAsync(AzureServiceBusTransport transport, string operation)
    {
        switch (operation)
        {
            case "send":
                await transport.SendAsync(Messages(3), default);
                break;
            case "complete":
                await using (var receiver = await transport.OpenReceiverAsync(3, default))
                    await receiver.CompleteAsync(await TakeAsync(receiver, 3), default);
                break;
            case "abandon":
                await using (var receiver = await transport.OpenReceiverAsync(1, default))
                {
                    await receiver.AbandonAsync(await TakeAsync(receiver, 1), default);
                    await receiver.CompleteAsync(await TakeAsync(receiver, 1), default);
                }

                break;
            case "deadLetter":
                await DeadLetterAsync(transport, 1);
                break;
            case "peek":
                Assert.Equal(2, (await transport.ListAsync(2, default)).Count);
                break;
            default:
                await using (var receiver = await transport.OpenReceiverAsync(1, default))
                {
                    var taken = await TakeAsync(receiver, 1);
                    await Eventually.BecomesAsync(() => Double.LocksRenewed > 0, Patience, "the lock is renewed");
                    await receiver.CompleteAsync(taken, default);
                }

                break;
        }
    }

    private static async Task DeadLetterAsync(AzureServiceBusTransport transport, int count)
    {
        await using var receiver = await transport.OpenReceiverAsync(count, default);
        foreach (var delivery in await TakeAsync(receiver, count))
            await receiver.DeadLetterAsync(delivery, "the body is not JSON", default);
    }

    private static async Task<List<Delivery>> TakeAsync(IMessageReceiver receiver, int count)
    {
        var taken = new List<Delivery>();
        while (taken.Count < count)
            taken.AddRange(await receiver.ReceiveAsync(count - taken.Count, Patience, default));
        return taken;
    }

    // The last client that came, from the first word to the last.
    private async Task<string> ScriptAsync()
    {
        const ulong Close = 0x18;
        var client = Double.Clients.Last();
        await Eventually.BecomesAsync(() => client.Frames.Any(frame => frame.Performative.Descriptor is Close), Patience, "the client closes its connection");
        return FrameScript.Of(client, Queue);
    }

    private static OutgoingMessage[] Messages(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new OutgoingMessage($"net-{i}", Encoding.UTF8.GetBytes($"body {i}"), $"trace {i}"))];

    private AzureServiceBusTransport Connect() => new(new AzureServiceBusOptions
    {
        ConnectionString = Double.ConnectionString,
        ManagementUri = Double.ManagementUri.ToString(),
        Queue = Queue,
        LockDuration = TimeSpan.FromSeconds(3),
    });
}
