using System.Globalization;
using Amqp;
using SysCsv.Transports.AzureServiceBus.Connections;
using SysCsv.Transports.AzureServiceBus.Management;

namespace SysCsv.Transports.AzureServiceBus.DeadLetters;

/// <summary>Looks at the dead letters of a queue without locking them, oldest first.</summary>
internal sealed class DeadLetterReader(SharedConnection broker, string queue)
{
    private const int PageSize = 250;

    public async Task<List<DeadLetter>> PeekAsync(int max, CancellationToken cancellationToken)
    {
        var connection = await broker.GetAsync(cancellationToken);
        var management = await connection.ManagementOfAsync(ServiceBusDeadLetters.AddressOf(queue), cancellationToken);
        var letters = new List<DeadLetter>();
        long from = 0;
        while (letters.Count < max)
        {
            var page = await PeekedMessages.ReadAsync(management, queue, from, Math.Min(PageSize, max - letters.Count), cancellationToken);
            if (page.Count == 0)
                break;
            letters.AddRange(page.Select(LetterOf));
            from = PeekedMessages.SequenceNumberOf(page[^1]) + 1;
        }

        return letters;
    }

    private static DeadLetter LetterOf(Message message) => new()
    {
        Id = PeekedMessages.SequenceNumberOf(message).ToString(CultureInfo.InvariantCulture),
        MessageId = MessageFormat.Id(message),
        Body = MessageFormat.Body(message),
        Reason = ReasonOf(message),
        Attempts = (int?)message.Header?.DeliveryCount is > 0 and var attempts ? attempts : null,
        Since = PeekedMessages.ArrivalOf(message),
    };

    private static string ReasonOf(Message message) =>
        MessageFormat.Text(message, ServiceBusDeadLetters.Description) is { Length: > 0 } description ? description
        : MessageFormat.Text(message, ServiceBusDeadLetters.Reason) is { Length: > 0 } reason ? reason
        : "It was dead-lettered without a reason.";
}
