using Microsoft.Extensions.Logging;
using SysCsv.Imports;

namespace SysCsv.Portal.Diagnostics;

/// <summary>Every event of the portal's services: 5000 to 5099. None carries data of a row or the name of a file.</summary>
internal static partial class Log
{
    [LoggerMessage(5000, LogLevel.Information, "Upload {Upload} received: {Bytes} bytes")]
    public static partial void UploadReceived(this ILogger logger, Guid upload, long bytes);

    [LoggerMessage(5001, LogLevel.Information, "{Files} files of the staging folder removed")]
    public static partial void StagingSwept(this ILogger logger, int files);

    [LoggerMessage(5002, LogLevel.Warning, "The staging folder can't be swept now")]
    public static partial void SweepFailed(this ILogger logger, Exception exception);

    [LoggerMessage(5010, LogLevel.Information, "Import {Import} accepted, of upload {Upload}")]
    public static partial void ImportAccepted(this ILogger logger, ImportId import, Guid upload);

    [LoggerMessage(5011, LogLevel.Information, "Import {Import}: this host sends it")]
    public static partial void ImportTaken(this ILogger logger, ImportId import);

    [LoggerMessage(5012, LogLevel.Information, "Import {Import}: sending ended as {State} after {Records} records")]
    public static partial void ImportSent(this ILogger logger, ImportId import, string state, long records);

    [LoggerMessage(5013, LogLevel.Warning, "Import {Import} refused: {Reason}")]
    public static partial void ImportRefused(this ILogger logger, ImportId import, string reason);

    [LoggerMessage(5014, LogLevel.Warning, "Import {Import}: sending waits: {Reason}")]
    public static partial void SendingWaits(this ILogger logger, ImportId import, string reason, Exception? unforeseen);

    [LoggerMessage(5015, LogLevel.Information, "Import {Import}: this host stops sending it")]
    public static partial void ImportReleased(this ILogger logger, ImportId import);

    [LoggerMessage(5016, LogLevel.Warning, "The publisher of uploads can't look for work now: {Reason}")]
    public static partial void PublisherWaits(this ILogger logger, string reason, Exception? unforeseen);

    [LoggerMessage(5020, LogLevel.Warning, "What goes on can't be read now: {Reason}")]
    public static partial void ReadingFailed(this ILogger logger, string reason, Exception? unforeseen);

    [LoggerMessage(5021, LogLevel.Debug, "Where a wait of the portal came from")]
    public static partial void PortalWaitTraced(this ILogger logger, Exception exception);

    [LoggerMessage(5030, LogLevel.Warning, "The portal starts without its database, and goes on by itself when the database is back: {Reason}")]
    public static partial void SchemaWaits(this ILogger logger, string reason, Exception? unforeseen);

    [LoggerMessage(5031, LogLevel.Warning, "The use of API keys can't be noted now: {Reason}")]
    public static partial void KeyUseNotNoted(this ILogger logger, string reason, Exception? unforeseen);

    public static void SendingWaits(this ILogger logger, ImportId import, Exception exception)
    {
        logger.SendingWaits(import, Reason(exception), Unforeseen(exception));
        logger.PortalWaitTraced(exception);
    }

    public static void PublisherWaits(this ILogger logger, Exception exception)
    {
        logger.PublisherWaits(Reason(exception), Unforeseen(exception));
        logger.PortalWaitTraced(exception);
    }

    public static void ReadingFailed(this ILogger logger, Exception exception)
    {
        logger.ReadingFailed(Reason(exception), Unforeseen(exception));
        logger.PortalWaitTraced(exception);
    }

    public static void SchemaWaits(this ILogger logger, Exception exception)
    {
        logger.SchemaWaits(Reason(exception), Unforeseen(exception));
        logger.PortalWaitTraced(exception);
    }

    public static void KeyUseNotNoted(this ILogger logger, Exception exception)
    {
        logger.KeyUseNotNoted(Reason(exception), Unforeseen(exception));
        logger.PortalWaitTraced(exception);
    }

    private static string Reason(Exception exception) => exception is SysCsvException known ? known.Message : exception.GetType().Name;

    // An outage is told in a sentence for every try; the stack of a driver, a hundred lines long, would hide everything else.
    private static Exception? Unforeseen(Exception exception) => exception is SysCsvException ? null : exception;
}
