using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using RabbitMQ.Client;

namespace SysCsv.Transports.RabbitMq.DeadLetters;

/// <summary>What a dead letter tells about itself: our headers, or those of the broker where it dead-lettered the message itself.</summary>
internal static class DeadLetterHeaders
{
    private const string Id = "x-syscsv-dead-letter-id";
    private const string Reason = "x-syscsv-reason";
    private const string Attempts = "x-syscsv-attempts";
    private const string Since = "x-syscsv-dead-lettered-at";
    private const string Deaths = "x-death";

    public static BasicProperties For(OutgoingMessage message, int attempts, string reason, DateTimeOffset now)
    {
        var properties = MessageHeaders.For(message);
        properties.Headers ??= new Dictionary<string, object?>();
        properties.Headers[Id] = Guid.CreateVersion7(now).ToString("N");
        properties.Headers[Reason] = reason;
        properties.Headers[Attempts] = attempts;
        properties.Headers[Since] = now.ToUnixTimeMilliseconds();
        return properties;
    }

    public static string IdOf(IReadOnlyBasicProperties properties, ReadOnlySpan<byte> body) =>
        MessageHeaders.Text(properties.Headers, Id) ?? DerivedId(properties, body);

    public static DeadLetter Read(string id, IReadOnlyBasicProperties properties, byte[] body)
    {
        var headers = properties.Headers;
        var death = Death(headers);
        return new()
        {
            Id = id,
            MessageId = properties.MessageId ?? "",
            Body = body,
            Reason = MessageHeaders.Text(headers, Reason) ?? Sentence(MessageHeaders.Text(death, "reason")),
            Attempts = (int?)(MessageHeaders.Number(headers, Attempts) ?? MessageHeaders.Number(headers, MessageHeaders.DeliveryCount)),
            Since = Time(headers, death),
        };
    }

    // The broker gives no id. Copies of one message that died in the same second for the same reason share one,
    // and are replayed or discarded together.
    private static string DerivedId(IReadOnlyBasicProperties properties, ReadOnlySpan<byte> body)
    {
        var death = Death(properties.Headers);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{properties.MessageId}\n{MessageHeaders.Text(death, "reason")}\n{MessageHeaders.Number(death, "count")}\n"));
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(time, DeathTime(death)?.UnixTime ?? 0);
        hash.AppendData(time);
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static string Sentence(string? reason) => reason switch
    {
        "delivery_limit" => "It was delivered and returned more often than the queue's delivery limit allows, as when consumers end while they work on it.",
        "rejected" => "A consumer rejected it without giving a reason.",
        "expired" => "It waited longer than the queue's time to live.",
        "maxlen" => "The queue was full.",
        null => "No reason was given.",
        _ => $"The broker dead-lettered it: {reason}.",
    };

    private static DateTimeOffset? Time(IDictionary<string, object?>? headers, IDictionary<string, object?>? death)
    {
        if (MessageHeaders.Number(headers, Since) is { } milliseconds and > 0 and < 253_402_300_800_000)
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return DeathTime(death) is { UnixTime: > 0 and < 253_402_300_800 } time ? DateTimeOffset.FromUnixTimeSeconds(time.UnixTime) : null;
    }

    private static AmqpTimestamp? DeathTime(IDictionary<string, object?>? death) =>
        death is not null && death.TryGetValue("time", out var time) && time is AmqpTimestamp stamp ? stamp : null;

    // The newest death comes first.
    private static IDictionary<string, object?>? Death(IDictionary<string, object?>? headers) =>
        headers is not null && headers.TryGetValue(Deaths, out var deaths) && deaths is IList<object?> { Count: > 0 } list
            ? list[0] as IDictionary<string, object?>
            : null;
}
