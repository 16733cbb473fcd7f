namespace SysCsv.Transports.Shared;

/// <summary>The queue of RabbitMQ and its dead letters beside it. RabbitMQ refuses who declares them with other arguments, whichever protocol it speaks.</summary>
internal static class QuorumQueue
{
    public static string DeadLettersOf(string queue) => queue + ".dead";

    public static Dictionary<string, object?> Arguments(string queue, int deliveryLimit) => new()
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = deliveryLimit,
        ["x-dead-letter-exchange"] = "",
        ["x-dead-letter-routing-key"] = DeadLettersOf(queue),

        // The default may lose a message on its way to the dead letters. At-least-once needs reject-publish.
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };

    // Listing dead letters takes and returns them. RabbitMQ 4 drops what was returned 20 times unless the limit is set.
    public static Dictionary<string, object?> DeadLetterArguments() => new()
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = int.MaxValue,
    };
}
