using RabbitMQ.Client;
using SysCsv.Transports.Shared;

namespace SysCsv.Transports.RabbitMq.Management;

/// <summary>Declares the two queues.</summary>
internal static class QueueTopology
{
    public static async Task DeclareAsync(IChannel channel, RabbitMqOptions options, CancellationToken cancellationToken)
    {
        // First the dead letters, so that there is no moment in which a message could be dead-lettered to nowhere.
        await DeclareAsync(channel, QuorumQueue.DeadLettersOf(options.Queue), QuorumQueue.DeadLetterArguments(), cancellationToken);
        await DeclareAsync(channel, options.Queue, QuorumQueue.Arguments(options.Queue, options.DeliveryLimit), cancellationToken);
    }

    private static Task<QueueDeclareOk> DeclareAsync(IChannel channel, string queue, Dictionary<string, object?> arguments, CancellationToken cancellationToken) =>
        channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
}
