using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Messages;
using SysCsv.Publishing;

namespace SysCsv.Benchmarks.EndToEnd;

/// <summary>The floor of the transport: the client alone, sending and receiving the very bytes that SysCsv sends.</summary>
internal static class BareRabbitMq
{
    private const int InFlight = 1_000;

    public static async Task SendAsync(Setup setup)
    {
        var bodies = await EncodeAsync(setup);
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.QueueDeclareAsync(Queue(setup), durable: true, exclusive: false, autoDelete: false, QuorumArguments());
        var properties = new BasicProperties { Persistent = true };
        await Measurement.PrintAsync(setup.Rows, async () =>
        {
            var pending = new Queue<Task>(InFlight);
            foreach (var body in bodies)
            {
                if (pending.Count == InFlight)
                    await pending.Dequeue();
                pending.Enqueue(channel.BasicPublishAsync("", Queue(setup), mandatory: true, properties, body).AsTask());
            }

            await Task.WhenAll(pending);
        });
    }

    public static async Task ReceiveAsync(Setup setup)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var expected = await channel.MessageCountAsync(Queue(setup));
        await channel.BasicQosAsync(0, Prefetch(setup), global: false);
        var tags = Channel.CreateUnbounded<ulong>(new() { SingleReader = true, SingleWriter = true });
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            _ = delivery.Body.ToArray();
            tags.Writer.TryWrite(delivery.DeliveryTag);
            return Task.CompletedTask;
        };
        await Measurement.PrintAsync(setup.Rows, async () =>
        {
            await channel.BasicConsumeAsync(Queue(setup), autoAck: false, consumer);
            for (uint received = 1; received <= expected; received++)
            {
                var tag = await tags.Reader.ReadAsync();
                if (received % MessagesPerBatch(setup) == 0 || received == expected)
                    await channel.BasicAckAsync(tag, multiple: true);
            }
        });
    }

    public static async Task DeleteQueuesAsync(Setup setup)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in new[] { Queue(setup), setup.Name, setup.Name + ".dead" })
            await channel.QueueDeleteAsync(queue);
    }

    internal static int MessagesPerBatch(Setup setup) => Math.Max(1, setup.Batch / setup.RowsPerMessage);

    /// <summary>As many as SysCsv's consumer asks for: one batch in hand and one on its way.</summary>
    internal static ushort Prefetch(Setup setup) => (ushort)Math.Min(ushort.MaxValue, 2 * MessagesPerBatch(setup));

    internal static string Queue(Setup setup) => setup.Name + ".bare";

    private static Dictionary<string, object?> QuorumArguments() => new(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };

    internal static Task<IConnection> ConnectAsync() =>
        new ConnectionFactory { Uri = new(Setup.RabbitMq), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();

    private static async Task<List<ReadOnlyMemory<byte>>> EncodeAsync(Setup setup)
    {
        await using var file = File.OpenRead(setup.File);
        await using var reader = await CsvRecordReader.OpenAsync(file);
        using var writer = new MessageWriter(ImportId.New(TimeProvider.System), DuplicatePolicy.KeepLast, reader.Layout);
        var bodies = new List<ReadOnlyMemory<byte>>(setup.Rows / setup.RowsPerMessage);
        var more = await reader.ReadAsync();
        while (more)
        {
            using var batch = new MessageBatch();
            batch.BeginMessage(writer.RowsId(reader.RecordNumber));
            writer.BeginRows(batch);
            for (var row = 0; row < setup.RowsPerMessage && more; row++)
            {
                writer.WriteRow(reader);
                more = await reader.ReadAsync();
            }

            writer.EndRows();
            bodies.Add(batch.ToMessages(traceParent: null)[0].Body.ToArray());
        }

        return bodies;
    }
}
