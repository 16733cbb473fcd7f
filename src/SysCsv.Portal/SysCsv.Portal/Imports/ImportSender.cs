using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Diagnostics;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Storage;
using SysCsv.Portal.Uploads;
using SysCsv.Publishing;
using SysCsv.Transports;

namespace SysCsv.Portal.Imports;

/// <summary>Sends one leased import, as long as it is this host's and nobody pauses it.</summary>
internal sealed class ImportSender(
    LeasedImports leases,
    StagingFolder staging,
    IImportPublisher publisher,
    IImportReader reader,
    QueueLook queue,
    IOptions<PortalOptions> options,
    PortalTiming timing,
    ImportSignal signal,
    TimeProvider clock,
    ILogger<ImportSender> logger)
{
    /// <summary>Sends until it ended, was paused, failed or was lost.</summary>
    public async Task SendAsync(PortalImportRow import, string owner, CancellationToken stopping)
    {
        logger.ImportTaken(new(import.Id));
        var progress = new SendProgress(import.RowsSent, import.BytesSent);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var endEarly = new CancellationTokenSource();
        if (import.State == SendingState.Cancelling)
            await endEarly.CancelAsync();

        using var done = new CancellationTokenSource();
        var keeping = KeepAsync(import.Id, owner, progress, stop, endEarly, done.Token);
        var outcome = await PublishAsync(import, progress, stop.Token, endEarly.Token);
        await SettleAsync(import, owner, progress, outcome, stop.Token, stopping);
        await done.CancelAsync();
        await keeping;
    }

    private async Task<SendOutcome> PublishAsync(PortalImportRow import, SendProgress progress, CancellationToken stop, CancellationToken endEarly)
    {
        var broker = new Probe<TransportException?>(FindLossAsync, "The broker does not answer.", clock, logger);
        var pace = new ImportPace(new(import.Id), options.Value.RowsAhead, reader, broker, progress, timing, clock);
        var request = new PublishRequest
        {
            Import = new(import.Id),
            Policy = import.Policy,
            Csv = ReadingJson.Read(import.Reading),
            FileName = import.FileName,
            CheckpointFile = staging.CheckpointOf(import.Id),
            EndEarly = endEarly,
            Pace = pace.WaitAsync,
        };
        try
        {
            var report = await publisher.PublishFileAsync(staging.FileOf(import.UploadId), request, progress, stop);
            return new(report.EndedEarly ? SendingState.CutShort : SendingState.Sent, report.Records, Message: null);
        }
        catch (CsvRefusedException exception)
        {
            logger.ImportRefused(new(import.Id), exception.Refusal.ToString());
            return new(SendingState.Refused, progress.Read().Rows, exception.Message);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return FileMissing(import, progress, exception);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new(State: null, 0, Message: null);
        }
        catch (Exception exception)
        {
            // Whatever it is, the import stays accepted: it is tried again, here or on another host, until somebody cancels it.
            logger.SendingWaits(new(import.Id), exception);
            return new(State: null, 0, $"Sending waits. {Sentence(exception)}");
        }
    }

    private async Task<TransportException?> FindLossAsync(CancellationToken cancellationToken)
    {
        try
        {
            await queue.ReadAsync(cancellationToken);
            return null;
        }
        catch (TransportException exception) when (exception.Failure == TransportFailure.QueueMissing)
        {
            return exception;
        }
    }

    // Another host may have the file, where the folder is not shared as it should be. Who cancels such an import waits for nothing more.
    private SendOutcome FileMissing(PortalImportRow import, SendProgress progress, Exception exception)
    {
        if (import.State == SendingState.Cancelling)
            return new(SendingState.Refused, progress.Read().Rows, "Cancelled. The uploaded file is gone from the staging folder.");

        logger.SendingWaits(new(import.Id), exception);
        return new(State: null, 0, "Sending waits. The uploaded file is not in this host's staging folder: all hosts share one. Cancel the import if the file is lost.");
    }

    /// <summary>Writes down how it went; waits for the database as long as the import is this host's.</summary>
    private async Task SettleAsync(
        PortalImportRow import, string owner, SendProgress progress, SendOutcome outcome, CancellationToken stop, CancellationToken stopping)
    {
        var backoff = new Backoff();
        while (true)
        {
            try
            {
                if (await SettleOnceAsync(import, owner, progress, outcome))
                    return;
                logger.ImportReleased(new(import.Id));
                return;
            }
            catch (StoreException exception)
            {
                logger.SendingWaits(new(import.Id), exception);
                if (stop.IsCancellationRequested || stopping.IsCancellationRequested)
                    return;
            }

            await Task.Delay(backoff.Next(), clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Not cancelled by a host that stops: what is known by then is worth a last write.
    private async Task<bool> SettleOnceAsync(PortalImportRow import, string owner, SendProgress progress, SendOutcome outcome)
    {
        if (outcome.State is not { } state)
        {
            var pause = outcome.Message is null ? TimeSpan.Zero : timing.Retry;
            await leases.ReleaseAsync(import.Id, owner, progress, outcome.Message, pause, CancellationToken.None);
            return false;
        }

        if (!await leases.EndAsync(import.Id, owner, progress, state, outcome.Records, outcome.Message, CancellationToken.None))
            return false;

        // Kept until every row is accounted for: what is lost until then is sent again from it.
        if (state == SendingState.Refused)
            staging.ForgetCheckpoint(import.Id);
        logger.ImportSent(new(import.Id), state.ToString(), outcome.Records);
        return true;
    }

    /// <summary>Renews the lease, and hears what people want of the import.</summary>
    private async Task KeepAsync(
        Guid id, string owner, SendProgress progress, CancellationTokenSource stop, CancellationTokenSource endEarly, CancellationToken done)
    {
        var renewed = clock.GetTimestamp();
        while (!done.IsCancellationRequested)
        {
            var next = signal.Next;
            try
            {
                var state = await leases.RenewAsync(id, owner, progress, done);
                renewed = clock.GetTimestamp();
                if (state == SendingState.Cancelling)
                    await endEarly.CancelAsync();
                else if (state != SendingState.Accepted)
                    await stop.CancelAsync();
            }
            catch (StoreException)
            {
                // Without a sign of life another host may take the import at the end of the lease: this one has to stop before.
                if (clock.GetElapsedTime(renewed) > timing.Lease - timing.Renew)
                    await stop.CancelAsync();
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.WhenAny(next, Task.Delay(timing.Renew, clock, done));
        }
    }

    // The messages of our own exceptions hold no data of a row; others might.
    private static string Sentence(Exception exception) => exception switch
    {
        SysCsvException => exception.Message,
        IOException or UnauthorizedAccessException => StagingFolder.Unusable,
        _ => $"It failed with {exception.GetType().Name}; the log tells more.",
    };

    /// <summary>How sending went.</summary>
    /// <param name="State">Null if it is not at its end.</param>
    private sealed record SendOutcome(SendingState? State, long Records, string? Message);
}
