using System.Threading.Channels;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace SysCsv.Benchmarks.EndToEnd;

/// <summary>
/// The floor of consuming where broker, database and client share a machine: the two clients alone, receiving the messages
/// and upserting the same rows from memory, batch by batch, each acknowledged after its commit. Nothing is decoded or counted.
/// </summary>
internal static class BareConsume
{
    public static async Task RunAsync(Setup setup)
    {
        await Databases.CreateAsync(setup);
        await Phases.CreateSchemaAsync(setup);
        var batches = new Queue<List<(long Row, string Email, string Name, string Attributes)>>(BareUpsert.Batches(setup));
        await Measurement.PrintAsync(setup.Rows, () => Task.WhenAll(Enumerable.Range(0, setup.Concurrency).Select(_ => WorkAsync(setup, batches))));
    }

    private static async Task WorkAsync(Setup setup, Queue<List<(long Row, string Email, string Name, string Attributes)>> batches)
    {
        await using var database = new NpgsqlConnection(setup.Postgres);
        await database.OpenAsync();
        await using var connection = await BareRabbitMq.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, BareRabbitMq.Prefetch(setup), global: false);
        var tags = Channel.CreateUnbounded<ulong>(new() { SingleReader = true, SingleWriter = true });
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            _ = delivery.Body.ToArray();
            tags.Writer.TryWrite(delivery.DeliveryTag);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(BareRabbitMq.Queue(setup), autoAck: false, consumer);
        while (Next(batches) is { } batch)
        {
            var tag = 0UL;
            for (var received = 0; received < BareRabbitMq.MessagesPerBatch(setup); received++)
                tag = await tags.Reader.ReadAsync();
            await BareUpsert.PostgresAsync(database, batch);
            await channel.BasicAckAsync(tag, multiple: true);
        }
    }

    private static List<(long Row, string Email, string Name, string Attributes)>? Next(Queue<List<(long Row, string Email, string Name, string Attributes)>> batches)
    {
        lock (batches)
            return batches.TryDequeue(out var batch) ? batch : null;
    }
}
