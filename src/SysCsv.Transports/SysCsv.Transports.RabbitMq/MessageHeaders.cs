using System.Globalization;
using System.Text;
using RabbitMQ.Client;

namespace SysCsv.Transports.RabbitMq;

/// <summary>The headers of our messages, and how to read headers that anybody may have written.</summary>
internal static class MessageHeaders
{
    public const string TraceParent = "traceparent";
    public const string DeliveryCount = "x-delivery-count";

    public static BasicProperties For(OutgoingMessage message) => new()
    {
        MessageId = message.Id,
        ContentType = OutgoingMessage.ContentType,
        Persistent = true,
        Headers = message.TraceParent is null ? null : new Dictionary<string, object?> { [TraceParent] = message.TraceParent },
    };

    public static string? Text(IDictionary<string, object?>? headers, string name) => Value(headers, name) switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        string text => text,
        _ => null,
    };

    public static long? Number(IDictionary<string, object?>? headers, string name) => Value(headers, name) switch
    {
        // Any integer type of AMQP can come, depending on the broker's version.
        byte or sbyte or short or ushort or int or uint or long => Convert.ToInt64(Value(headers, name), CultureInfo.InvariantCulture),
        _ => null,
    };

    public static int Attempt(IDictionary<string, object?>? headers) =>
        (int)Math.Clamp((Number(headers, DeliveryCount) ?? 0) + 1, 1, int.MaxValue);

    private static object? Value(IDictionary<string, object?>? headers, string name) =>
        headers is not null && headers.TryGetValue(name, out var value) ? value : null;
}
