using System.Globalization;
using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace SysCsv.Transports.AzureServiceBus;

/// <summary>How a message of ours looks in AMQP, and what is read back.</summary>
internal static class MessageFormat
{
    /// <summary>Tells a message whose data sections are encoded messages.</summary>
    public const uint Batch = 0x80013700;

    private const string TraceParent = "traceparent";

    // A replayed message needs a new id on the wire, or duplicate detection would drop it; its own travels beside.
    private const string OriginalId = "syscsv-message-id";

    public static Message Encode(OutgoingMessage message, string? wireId = null)
    {
        var encoded = new Message
        {
            Header = new Header { Durable = true },
            Properties = new Properties { MessageId = wireId ?? message.Id, ContentType = OutgoingMessage.ContentType },
            BodySection = new Data { Binary = message.Body.ToArray() },
        };
        if (message.TraceParent is not null)
            Properties(encoded)[TraceParent] = message.TraceParent;
        if (wireId is not null)
            Properties(encoded)[OriginalId] = message.Id;
        return encoded;
    }

    public static string Id(Message message) =>
        message.ApplicationProperties?[OriginalId] as string ?? message.Properties?.GetMessageId()?.ToString() ?? "";

    public static string? Trace(Message message) => message.ApplicationProperties?[TraceParent] as string;

    public static ReadOnlyMemory<byte> Body(Message message) => message.BodySection switch
    {
        Data data => data.Binary,
        DataList list => Join(list),
        AmqpValue { Value: byte[] bytes } => bytes,
        AmqpValue { Value: string text } => System.Text.Encoding.UTF8.GetBytes(text),
        _ => ReadOnlyMemory<byte>.Empty,
    };

    public static string? Text(Message message, string property) => message.ApplicationProperties?[property] as string;

    public static long? Number(Message message, string annotation) =>
        message.MessageAnnotations?[new Symbol(annotation)] is { } value ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;

    public static DateTimeOffset? Time(Message message, string annotation) =>
        message.MessageAnnotations?[new Symbol(annotation)] is DateTime time ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)) : null;

    private static ApplicationProperties Properties(Message message) => message.ApplicationProperties ??= new ApplicationProperties();

    private static byte[] Join(DataList list)
    {
        using var joined = new MemoryStream();
        for (var i = 0; i < list.Count; i++)
            joined.Write(list[i].Binary);
        return joined.ToArray();
    }
}
