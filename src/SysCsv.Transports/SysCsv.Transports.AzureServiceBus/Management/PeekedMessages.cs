using Amqp;
using Amqp.Framing;
using Amqp.Types;
using SysCsv.Transports.AzureServiceBus.Connections;

namespace SysCsv.Transports.AzureServiceBus.Management;

/// <summary>Looks at messages without locking them, oldest first; those that somebody holds are among them.</summary>
internal static class PeekedMessages
{
    /// <returns>Nothing at the end.</returns>
    public static async Task<List<Message>> ReadAsync(
        RequestLink management, string queue, long from, int count, CancellationToken cancellationToken)
    {
        var response = await management.AskAsync(RequestOf(from, count), cancellationToken);
        return ManagementResponse.StatusOf(response) switch
        {
            ManagementResponse.NoContent => [],
            ManagementResponse.Ok => [.. MessagesOf(response)],
            _ => throw ServiceBusErrors.From(ManagementResponse.ErrorOf(response), queue),
        };
    }

    public static long SequenceNumberOf(Message message) => MessageFormat.Number(message, "x-opt-sequence-number") ?? 0;

    public static DateTimeOffset? ArrivalOf(Message message) => MessageFormat.Time(message, "x-opt-enqueued-time");

    private static Message RequestOf(long from, int count)
    {
        var request = new Message(new Map { ["from-sequence-number"] = from, ["message-count"] = count })
        {
            ApplicationProperties = new ApplicationProperties(),
        };
        request.ApplicationProperties["operation"] = "com.microsoft:peek-message";
        return request;
    }

    private static IEnumerable<Message> MessagesOf(Message response)
    {
        if (ManagementResponse.MapOf(response)?["messages"] is not System.Collections.IEnumerable entries)
            yield break;
        foreach (var entry in entries)
            if (entry is Map map && map["message"] is byte[] encoded)
                yield return Message.Decode(new ByteBuffer(encoded, 0, encoded.Length, encoded.Length));
    }
}
