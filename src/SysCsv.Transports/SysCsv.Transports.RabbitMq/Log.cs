using Microsoft.Extensions.Logging;

namespace SysCsv.Transports.RabbitMq;

internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "Connected to RabbitMQ for {Purpose}")]
    public static partial void ConnectionOpened(this ILogger logger, string purpose);

    [LoggerMessage(3001, LogLevel.Warning, "The connection to RabbitMQ for {Purpose} ended with code {ReplyCode}")]
    public static partial void ConnectionEnded(this ILogger logger, string purpose, int replyCode);

    [LoggerMessage(3002, LogLevel.Warning, "RabbitMQ takes no messages for now (a memory or disk alarm): sends wait")]
    public static partial void PublishingBlocked(this ILogger logger);

    [LoggerMessage(3003, LogLevel.Information, "RabbitMQ takes messages again")]
    public static partial void PublishingUnblocked(this ILogger logger);

    [LoggerMessage(3004, LogLevel.Debug, "The management API of RabbitMQ did not tell the number of messages in flight")]
    public static partial void ManagementUnavailable(this ILogger logger, Exception exception);

    [LoggerMessage(3005, LogLevel.Debug, "Closing a channel or connection of RabbitMQ failed; the broker ends it by itself")]
    public static partial void CloseFailed(this ILogger logger, Exception exception);
}
