using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SysCsv.Csv;
using SysCsv.Diagnostics;
using SysCsv.Messages;
using SysCsv.Transports;

namespace SysCsv.Publishing;

/// <summary>One reading of one file: packs rows into messages, keeps a bounded number of batches under way, and remembers what is confirmed.</summary>
internal sealed class PublishRun(
    CsvRecordReader reader,
    PublishPlan plan,
    CsvPosition from,
    ITransport transport,
    PublisherOptions options,
    SysCsvTelemetry telemetry,
    TimeProvider clock,
    ILogger logger,
    IProgress<PublishProgress>? progress) : IDisposable
{
    // A batch ends at this many bytes, so that long records can't fill the memory.
    private const int MaxBatchBytes = 256 * 1024;

    private readonly Queue<(MessageBatch Batch, Task Sent)> _underWay = new();
    private readonly Activity? _activity = telemetry.StartPublish(plan.Import);
    private readonly MessageWriter _writer = new(plan.Import, plan.Policy, reader.Layout);
    private long _malformed;
    private long _messages;
    private long _rowsConfirmed = from.RecordNumber;
    private long _rowsSaved = from.RecordNumber;
    private CsvPosition _confirmed;

    public void Dispose()
    {
        _writer.Dispose();
        _activity?.Dispose();
    }

    public async Task<PublishReport> RunAsync(CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await transport.EnsureQueueAsync(cancellationToken);
            await SendRowsAsync(abandon.Token);
        }
        catch (Exception exception)
        {
            await abandon.CancelAsync();
            await DropUnderWayAsync();
            SaveLast();
            _activity?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            throw;
        }

        var report = Report(clock.GetElapsedTime(began));
        logger.ImportPublished(plan.Import, report.Records, report.Malformed, report.Elapsed.TotalMilliseconds);
        return report;
    }

    private async Task SendRowsAsync(CancellationToken cancellationToken)
    {
        var batch = NewBatch();
        if (from.RecordNumber == 0)
        {
            batch.BeginMessage(_writer.StartId);
            _writer.WriteStart(batch, plan.FileName, reader.Layout.Columns);
        }

        while (await PackAsync(batch, cancellationToken))
        {
            await SendAsync(batch, cancellationToken);
            batch = NewBatch();
        }

        await SendAsync(batch, cancellationToken);
        while (_underWay.Count > 0)
            await ConfirmOldestAsync();

        // Last of all, so that a consumer that has seen it can trust that every row is in the queue.
        var end = NewBatch();
        end.BeginMessage(_writer.EndId);
        _writer.WriteEnd(end, reader.RecordNumber);
        await SendAsync(end, cancellationToken);
        await ConfirmOldestAsync();
    }

    /// <summary>Fills the batch.</summary>
    /// <returns>Whether the file goes on after it.</returns>
    private async ValueTask<bool> PackAsync(MessageBatch batch, CancellationToken cancellationToken)
    {
        while (batch.Count < options.SendBatchSize && batch.Length < MaxBatchBytes)
        {
            if (!await reader.ReadAsync(cancellationToken))
                return false;

            batch.BeginMessage(_writer.RowsId(reader.RecordNumber));
            _writer.BeginRows(batch);
            var more = await PackMessageAsync(batch, cancellationToken);
            _writer.EndRows();
            batch.End = reader.Next;
            batch.BytesRead = reader.BytesRead;
            if (!more)
                return false;
        }

        return true;
    }

    private async ValueTask<bool> PackMessageAsync(MessageBatch batch, CancellationToken cancellationToken)
    {
        AddRow(batch);
        for (var rows = 1; rows < options.RowsPerMessage && batch.Length < MaxBatchBytes; rows++)
        {
            if (!await reader.ReadAsync(cancellationToken))
                return false;
            AddRow(batch);
        }

        return true;
    }

    private void AddRow(MessageBatch batch)
    {
        _writer.WriteRow(reader);
        batch.Rows++;
        if (reader.RejectReason is not null)
            _malformed++;
    }

    private MessageBatch NewBatch() => new() { End = reader.Next, BytesRead = reader.BytesRead };

    private async Task SendAsync(MessageBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            batch.Dispose();
            return;
        }

        while (_underWay.Count >= options.MaxBatchesInFlight)
            await ConfirmOldestAsync();

        _messages += batch.Count;
        telemetry.RowsPublished(batch.Rows);
        _underWay.Enqueue((batch, SendUntilConfirmedAsync(batch.ToMessages(_activity?.Id), cancellationToken)));
    }

    private async Task SendUntilConfirmedAsync(OutgoingMessage[] messages, CancellationToken cancellationToken)
    {
        var backoff = new Backoff();
        var began = clock.GetTimestamp();
        while (true)
        {
            try
            {
                await transport.SendAsync(messages, cancellationToken);
                return;
            }
            catch (TransportException exception) when (exception.IsTransient && clock.GetElapsedTime(began) < options.GiveUpAfter)
            {
                telemetry.Retried("send");
                logger.SendRetried(plan.Import, exception);
                progress?.Report(Progress(reader.BytesRead, exception.Message));
                await Task.Delay(backoff.Next(), clock, cancellationToken);
            }
        }
    }

    private async Task ConfirmOldestAsync()
    {
        var (batch, sent) = _underWay.Peek();
        await sent;
        _underWay.Dequeue();
        _rowsConfirmed += batch.Rows;
        _confirmed = batch.End;
        telemetry.RowsConfirmed(batch.Rows);
        if (_rowsConfirmed - _rowsSaved >= options.CheckpointRows)
            Save();

        progress?.Report(Progress(batch.BytesRead, waitingFor: null));
        batch.Dispose();
    }

    private void Save()
    {
        plan.Checkpoints?.Invoke(plan, reader.Layout, _confirmed);
        _rowsSaved = _rowsConfirmed;
    }

    // Whoever publishes the file again goes on after the last confirmed row, and not the last saved one.
    private void SaveLast()
    {
        try
        {
            if (_rowsConfirmed > _rowsSaved)
                Save();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What ended the run is what the caller has to hear of.
            logger.CheckpointNotSaved(plan.Import, exception.Message);
        }
    }

    // The buffers go back to the pool only after the transport has let go of them.
    private async Task DropUnderWayAsync()
    {
        foreach (var (batch, sent) in _underWay)
        {
            await sent.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            batch.Dispose();
        }
    }

    private PublishProgress Progress(long bytesRead, string? waitingFor) =>
        new(plan.Import, Interlocked.Read(ref _rowsConfirmed), bytesRead, plan.BytesTotal, waitingFor);

    private PublishReport Report(TimeSpan elapsed) => new()
    {
        Import = plan.Import,
        Records = reader.RecordNumber,
        Malformed = _malformed,
        ResumedAfter = from.RecordNumber,
        Messages = _messages,
        Damage = reader.Damage,
        Layout = reader.Layout,
        Elapsed = elapsed,
    };
}
