using RabbitMQ.Client;

namespace SysCsv.Transports.RabbitMq.Management;

/// <summary>The two queues and their arguments.</summary>
internal static class QueueTopology
{
    public static string DeadLettersOf(string queue) => queue + ".dead";

    public static async Task DeclareAsync(IChannel channel, RabbitMqOptions options, CancellationToken cancellationToken)
    {
        // First the dead letters, so that there is no moment in which a message could be dead-lettered to nowhere.
        await channel.QueueDeclareAsync(
            DeadLettersOf(options.Queue), durable: true, exclusive: false, autoDelete: false, DeadLetterArguments(), cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(
            options.Queue, durable: true, exclusive: false, autoDelete: false, Arguments(options), cancellationToken: cancellationToken);
    }

    private static Dictionary<string, object?> Arguments(RabbitMqOptions options) => new()
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = options.DeliveryLimit,
        ["x-dead-letter-exchange"] = "",
        ["x-dead-letter-routing-key"] = DeadLettersOf(options.Queue),

        // The default may lose a message on its way to the dead letters. At-least-once needs reject-publish.
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };

    // Listing dead letters takes and returns them. RabbitMQ 4 drops what was returned 20 times unless the limit is set.
    private static Dictionary<string, object?> DeadLetterArguments() => new()
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = int.MaxValue,
    };
}
