namespace SysCsv.Portal.Host;

/// <summary>The events of the host: 5500 to 5599.</summary>
internal static partial class Log
{
    [LoggerMessage(5500, LogLevel.Warning, "Accounts can't be read yet: {Problem}. Trying again until they can.")]
    public static partial void AccountsNotReady(this ILogger logger, string problem);

    [LoggerMessage(5501, LogLevel.Warning, "A session was not checked: {Problem}. What was last known of it holds until the database answers.")]
    public static partial void SessionNotChecked(this ILogger logger, string problem);

    [LoggerMessage(5502, LogLevel.Warning, "An account is locked after too many wrong passwords")]
    public static partial void AccountLocked(this ILogger logger);

    [LoggerMessage(5503, LogLevel.Information, "The first administrator was created")]
    public static partial void FirstAdministratorCreated(this ILogger logger);

    [LoggerMessage(5504, LogLevel.Debug, "The warm-up ended with {Problem}; the first page is only slower")]
    public static partial void WarmUpFailed(this ILogger logger, string problem);

    [LoggerMessage(5505, LogLevel.Information, "The warm-up took more than {Seconds} s and was given up; the first page is only slower")]
    public static partial void WarmUpGivenUp(this ILogger logger, double seconds);
}
