using Microsoft.Extensions.Logging;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Transports;

namespace SysCsv.Diagnostics;

/// <summary>Every event the engine logs: 1000s publishing, 2000s consuming. None carries data of a row.</summary>
/// <remarks>A wait is one sentence, the exception's own; where it came from is told at the level Debug.</remarks>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information, "Import {Import} published: {Records} records, {Malformed} of them malformed, in {Milliseconds:F0} ms")]
    public static partial void ImportPublished(this ILogger logger, ImportId import, long records, long malformed, double milliseconds);

    [LoggerMessage(1001, LogLevel.Information, "Import {Import} goes on after row {Row}, from its checkpoint")]
    public static partial void PublishResumed(this ILogger logger, ImportId import, long row);

    [LoggerMessage(1002, LogLevel.Warning, "The file changed since import {Import} was interrupted: it is published from its beginning as another import, and that one stays incomplete")]
    public static partial void CheckpointOutdated(this ILogger logger, ImportId import);

    [LoggerMessage(1003, LogLevel.Warning, "Import {Import}: sending waits ({Failure}): {Reason}")]
    public static partial void SendRetried(this ILogger logger, ImportId import, TransportFailure failure, string reason);

    [LoggerMessage(1004, LogLevel.Warning, "Import {Import}: how far it is could not be saved; the next run goes on from an earlier row: {Reason}")]
    public static partial void CheckpointNotSaved(this ILogger logger, ImportId import, string reason);

    [LoggerMessage(1005, LogLevel.Warning, "Import {Import}: its queue was deleted with what it held, so that all rows are sent again; those that were applied change nothing")]
    public static partial void QueueWasDeleted(this ILogger logger, ImportId import);

    [LoggerMessage(2000, LogLevel.Information, "Receiver opened")]
    public static partial void ReceiverOpened(this ILogger logger);

    [LoggerMessage(2001, LogLevel.Warning, "Receiving waits ({Failure}): {Reason}")]
    public static partial void ReceiveWaits(this ILogger logger, TransportFailure failure, string reason);

    [LoggerMessage(2002, LogLevel.Warning, "Applying waits, and the rows are held ({Failure}): {Reason}")]
    public static partial void ApplyWaits(this ILogger logger, StoreFailure failure, string reason);

    [LoggerMessage(2003, LogLevel.Warning, "A row validator waits: {Reason}")]
    public static partial void ValidatorWaits(this ILogger logger, string reason);

    [LoggerMessage(2004, LogLevel.Warning, "Message dead-lettered at delivery {Attempt}: {Reason}")]
    public static partial void MessageDeadLettered(this ILogger logger, int attempt, string reason);

    [LoggerMessage(2005, LogLevel.Information, "The locks of up to {Messages} applied messages were gone: they come again and change nothing")]
    public static partial void SettlementLost(this ILogger logger, int messages);

    [LoggerMessage(2006, LogLevel.Information, "Import {Import} completed: every record is accounted for")]
    public static partial void ImportCompleted(this ILogger logger, ImportId import);

    [LoggerMessage(2007, LogLevel.Warning, "The consumer waits to start: {Reason}")]
    public static partial void StartWaits(this ILogger logger, string reason);

    [LoggerMessage(2008, LogLevel.Warning, "{Rows} rows that the broker dead-lettered are accounted for as failed")]
    public static partial void DeadLettersAccounted(this ILogger logger, long rows);

    [LoggerMessage(2009, LogLevel.Warning, "The queue can't be looked at now: {Reason}")]
    public static partial void WatchFailed(this ILogger logger, string reason);

    [LoggerMessage(2010, LogLevel.Information, "The queue is empty and this process idle: the host stops, as StopHostAfterIdle asks")]
    public static partial void QueueIdle(this ILogger logger);

    [LoggerMessage(2011, LogLevel.Error, "A worker failed in a way that nobody foresaw; it releases what it held and goes on")]
    public static partial void WorkerFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2012, LogLevel.Debug, "Where a wait came from")]
    public static partial void WaitTraced(this ILogger logger, Exception exception);

    public static void SendRetried(this ILogger logger, ImportId import, TransportException exception)
    {
        logger.SendRetried(import, exception.Failure, exception.Message);
        logger.WaitTraced(exception);
    }

    public static void ReceiveWaits(this ILogger logger, TransportException exception)
    {
        logger.ReceiveWaits(exception.Failure, exception.Message);
        logger.WaitTraced(exception);
    }

    public static void ApplyWaits(this ILogger logger, StoreException exception)
    {
        logger.ApplyWaits(exception.Failure, exception.Message);
        logger.WaitTraced(exception);
    }

    public static void ValidatorWaits(this ILogger logger, SysCsvException exception)
    {
        logger.ValidatorWaits(exception.Message);
        logger.WaitTraced(exception);
    }

    public static void StartWaits(this ILogger logger, SysCsvException exception)
    {
        logger.StartWaits(exception.Message);
        logger.WaitTraced(exception);
    }

    public static void WatchFailed(this ILogger logger, Exception exception)
    {
        logger.WatchFailed(exception is SysCsvException known ? known.Message : exception.GetType().Name);
        logger.WaitTraced(exception);
    }
}
