using Microsoft.Extensions.Logging;

namespace SysCsv.Transports.Sqlite;

internal static partial class Log
{
    [LoggerMessage(3200, LogLevel.Warning, "The locks of a receiver could not be renewed; its messages may come again")]
    public static partial void LeaseNotRenewed(this ILogger logger, Exception exception);

    [LoggerMessage(3201, LogLevel.Warning, "The messages of a closed receiver could not be released; they come again when its lease ends")]
    public static partial void ReleaseFailed(this ILogger logger, Exception exception);

    [LoggerMessage(3202, LogLevel.Warning, "The lease of a receiver ended while it was open; its messages come again")]
    public static partial void LeaseLost(this ILogger logger);

    [LoggerMessage(3203, LogLevel.Information, "Released the messages of {Receivers} receivers whose process is gone")]
    public static partial void ReceiversExpired(this ILogger logger, int receivers);
}
