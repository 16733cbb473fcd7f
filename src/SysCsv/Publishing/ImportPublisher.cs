using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SysCsv.Csv;
using SysCsv.Diagnostics;
using SysCsv.Imports;
using SysCsv.Transports;

namespace SysCsv.Publishing;

internal sealed class ImportPublisher(
    ITransport transport,
    IOptions<PublisherOptions> options,
    SysCsvTelemetry telemetry,
    TimeProvider clock,
    ILogger<ImportPublisher> logger) : IImportPublisher
{
    public async Task<PublishReport> PublishAsync(
        Stream stream, PublishRequest? request = null, IProgress<PublishProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        request ??= new();
        if (request.CheckpointFile is not null)
            throw new SysCsvException("A pipe or stream can't be read again, so nothing can go on from a checkpoint of it. Name no CheckpointFile, or publish a file.");

        var reader = await CsvRecordReader.OpenAsync(stream, request.Csv, cancellationToken);
        await using (reader)
        {
            var plan = new PublishPlan(
                NewImport(request), request, request.FileName, LengthOf(stream), options.Value.RowsPerMessage, From: null, Save: null);
            return await RunAsync(reader, plan, progress, cancellationToken);
        }
    }

    public async Task<PublishReport> PublishFileAsync(
        string path, PublishRequest? request = null, IProgress<PublishProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        request ??= new();
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan);
        await using (file)
        {
            // A pipe has no length and can't be read again: there is nothing to remember of it.
            if (!file.CanSeek)
                return await PublishAsync(file, request with { FileName = request.FileName ?? Path.GetFileName(path) }, progress, cancellationToken);

            var watched = new WatchedFile(file);
            using var checkpoints = OpenCheckpoint(path, request);
            var found = await FindCheckpointAsync(checkpoints, watched, request, cancellationToken);
            var reader = found is null
                ? await CsvRecordReader.OpenAsync(watched, request.Csv, cancellationToken)
                : await CsvRecordReader.ResumeAsync(watched, found.Layout, found.Position, request.Csv, cancellationToken);
            await using (reader)
            {
                var plan = new PublishPlan(
                    found is null ? NewImport(request) : new ImportId(found.Import),
                    request,
                    request.FileName ?? Path.GetFileName(path),
                    watched.Length,
                    found?.RowsPerMessage ?? options.Value.RowsPerMessage,
                    found,
                    SaveTo(checkpoints, watched));
                var report = await RunAsync(reader, plan, progress, cancellationToken);
                if (request.CheckpointFile is null)
                    checkpoints?.Delete();
                return report;
            }
        }
    }

    private CheckpointFile? OpenCheckpoint(string path, PublishRequest request)
    {
        if (request.CheckpointFile is { } named)
            return CheckpointFile.Open(named);
        return options.Value.CheckpointFolder is { } folder ? CheckpointFile.Open(folder, path) : null;
    }

    private async Task<PublishReport> RunAsync(
        CsvRecordReader reader, PublishPlan plan, IProgress<PublishProgress>? progress, CancellationToken cancellationToken)
    {
        using var run = new PublishRun(reader, plan, transport, options.Value, telemetry, clock, logger, progress);
        return await run.RunAsync(cancellationToken);
    }

    private ImportId NewImport(PublishRequest request) => request.Import ?? ImportId.New(clock);

    private async Task<Checkpoint?> FindCheckpointAsync(
        CheckpointFile? checkpoints, WatchedFile file, PublishRequest request, CancellationToken cancellationToken)
    {
        var found = checkpoints?.Load();
        if (found is null)
            return null;

        if (found.FileLength != file.Length || found.FileWritten != file.Written)
        {
            logger.CheckpointOutdated(new ImportId(found.Import));
            return null;
        }

        if (found.Policy != request.Policy)
            throw new SysCsvException(
                $"The file was begun with the policy {found.Policy}. Go on with the same, or delete its checkpoint to begin again as another import.");

        if (found.Reading is { } begun && ReadingDifference.Between(begun, request.Csv) is { } option)
            throw new SysCsvException($"The file was begun with another {option}. Go on with the same, or delete its checkpoint to begin again as another import.");

        if (await IsQueueMissingAsync(cancellationToken))
        {
            // Saved before the queue is made again, after which nothing would tell that it was deleted.
            found = found.WithNothingConfirmed();
            checkpoints!.Save(found);
            logger.QueueWasDeleted(new ImportId(found.Import));
        }

        logger.PublishResumed(new ImportId(found.Import), found.Position.RecordNumber);
        return found;
    }

    private async Task<bool> IsQueueMissingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await transport.GetDepthAsync(cancellationToken);
            return false;
        }
        catch (TransportException exception)
        {
            // Whatever else it is shows again when the file is sent.
            return exception.Failure == TransportFailure.QueueMissing;
        }
    }

    private static Action<PublishPlan, PublishMark>? SaveTo(CheckpointFile? checkpoints, WatchedFile file) => checkpoints is null
        ? null
        : (plan, mark) => checkpoints.Save(new()
        {
            Import = plan.Import.Value,
            Policy = plan.Request.Policy,
            Reading = plan.Request.Csv,
            Layout = mark.Layout,
            Position = mark.Position,
            MayHaveSent = mark.MayHaveSent,
            IsEnded = mark.IsEnded,
            EndedEarly = mark.EndedEarly,
            RowsPerMessage = plan.RowsPerMessage,
            FileLength = file.Length,
            FileWritten = file.Written,
        });

    private static long? LengthOf(Stream stream) => stream.CanSeek ? stream.Length - stream.Position : null;
}
