using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace SysCsv.Transports.AzureServiceBus;

/// <summary>Looks at the dead letters of a queue without locking them, oldest first.</summary>
internal sealed class DeadLetterReader(BrokerLink broker, string queue)
{
    private const int PageSize = 250;

    public async Task<List<DeadLetter>> PeekAsync(int max, CancellationToken cancellationToken)
    {
        var connection = await broker.GetAsync(cancellationToken);
        var management = await connection.ManagementOfAsync(DeadLetters.AddressOf(queue), cancellationToken);
        var letters = new List<DeadLetter>();
        long from = 0;
        while (letters.Count < max)
        {
            var response = await management.AskAsync(RequestOf(from, Math.Min(PageSize, max - letters.Count)), cancellationToken);
            var status = ManagementResponse.StatusOf(response);
            if (status == ManagementResponse.NoContent)
                break;
            if (status != ManagementResponse.Ok)
                throw ServiceBusErrors.From(ManagementResponse.ErrorOf(response), queue);

            var page = MessagesOf(response).ToList();
            if (page.Count == 0)
                break;
            letters.AddRange(page.Select(LetterOf));
            from = SequenceNumberOf(page[^1]) + 1;
        }

        return letters;
    }

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

    private static long SequenceNumberOf(Message message) => MessageFormat.Number(message, "x-opt-sequence-number") ?? 0;

    private static DeadLetter LetterOf(Message message) => new()
    {
        Id = SequenceNumberOf(message).ToString(System.Globalization.CultureInfo.InvariantCulture),
        MessageId = MessageFormat.Id(message),
        Body = MessageFormat.Body(message),
        Reason = ReasonOf(message),
        Attempts = (int?)message.Header?.DeliveryCount is > 0 and var attempts ? attempts : null,
        Since = MessageFormat.Time(message, "x-opt-enqueued-time"),
    };

    private static string ReasonOf(Message message) =>
        MessageFormat.Text(message, DeadLetters.Description) is { Length: > 0 } description ? description
        : MessageFormat.Text(message, DeadLetters.Reason) is { Length: > 0 } reason ? reason
        : "It was dead-lettered without a reason.";
}
