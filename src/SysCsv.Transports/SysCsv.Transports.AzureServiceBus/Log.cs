using Microsoft.Extensions.Logging;

namespace SysCsv.Transports.AzureServiceBus;

internal static partial class Log
{
    [LoggerMessage(3100, LogLevel.Information, "Connected to the AMQP broker")]
    public static partial void ConnectionOpened(this ILogger logger);

    [LoggerMessage(3101, LogLevel.Warning, "The connection to the AMQP broker ended: {Condition}")]
    public static partial void ConnectionEnded(this ILogger logger, string condition);

    [LoggerMessage(3102, LogLevel.Warning, "Service Bus throttles: nothing is sent or received for {Seconds} s")]
    public static partial void Throttled(this ILogger logger, double seconds);

    [LoggerMessage(3103, LogLevel.Warning, "Renewing the authorization of a connection failed; it is tried again until it expires")]
    public static partial void AuthorizationNotRenewed(this ILogger logger, Exception exception);

    [LoggerMessage(3104, LogLevel.Debug, "The locks of {Count} messages could not be renewed; those that end come again")]
    public static partial void LocksNotRenewed(this ILogger logger, int count, Exception exception);

    [LoggerMessage(3105, LogLevel.Debug, "Closing a link or connection failed; the broker ends it by itself")]
    public static partial void CloseFailed(this ILogger logger, Exception exception);

    [LoggerMessage(3106, LogLevel.Debug, "The age of the oldest message could not be read; the depth is told without it")]
    public static partial void OldestMessageUnknown(this ILogger logger, Exception exception);
}
