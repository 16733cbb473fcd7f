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
    ITransport transport,
    PublisherOptions options,
    SysCsvTelemetry telemetry,
    TimeProvider clock,
    ILogger logger,
    IProgress<PublishProgress>? progress) : IDisposable
{
    // A batch ends at this many bytes, so that long records can't fill the memory.
    private const int MaxBatchBytes = 256 * 1024;

    // A message gets no further row beyond this: half of what the smallest broker takes, so that the last row has room.
    private const int MaxMessageBytes = 128 * 1024;

    private readonly Queue<(MessageBatch Batch, Task Sent)> _underWay = new();
    private readonly Activity? _activity = telemetry.StartPublish(plan.Import);
    private readonly MessageWriter _writer = new(plan.Import, plan.Request.Policy, reader.Layout);
    private readonly long _resumedAfter = plan.From?.Position.RecordNumber ?? 0;
    private readonly long _endsAfter = plan.From?.EndsAfter ?? long.MaxValue;
    private CsvPosition _confirmed = plan.From?.Position ?? reader.Next;
    private CsvPosition _sent = plan.From?.Position ?? reader.Next;
    private long _mayHaveSent = plan.From?.MayHaveSent ?? 0;
    private long _rowsSaved = plan.From?.Position.RecordNumber ?? 0;
    private long _malformed;
    private long _messages;
    private long _rowsConfirmed = plan.From?.Position.RecordNumber ?? 0;
    private bool _isEnded = plan.From?.IsEnded ?? false;
    private bool _endedEarly = plan.From?.EndedEarly ?? false;

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
            if (exception is TransportException { Failure: TransportFailure.QueueMissing })
                ForgetConfirmed();
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
        if (_resumedAfter == 0)
            await SendStartAsync(cancellationToken);
        if (!_isEnded)
            await SendRecordsAsync(cancellationToken);
        await ConfirmAllAsync();
        await SendEndAsync(cancellationToken);
    }

    private Task SendStartAsync(CancellationToken cancellationToken)
    {
        var start = new MessageBatch { End = _sent, BytesRead = reader.BytesRead };
        start.BeginMessage(_writer.StartId);
        _writer.WriteStart(start, plan.FileName, reader.Layout.Columns);
        return SendAsync(start, cancellationToken);
    }

    private async Task SendRecordsAsync(CancellationToken cancellationToken)
    {
        var more = true;
        while (more)
        {
            var batch = NewBatch();
            more = !MustEnd() && await PackAsync(batch, cancellationToken);
            if (!await MayGoOnAsync(batch, cancellationToken))
            {
                batch.Dispose();
                _endedEarly = true;
                return;
            }

            await SendAsync(batch, cancellationToken);
        }
    }

    // Last of all, so that a consumer that has seen it can trust that every row is in the queue. Its number is saved first: it is decided once.
    private async Task SendEndAsync(CancellationToken cancellationToken)
    {
        _isEnded = true;
        Save();
        var end = new MessageBatch { End = _sent, BytesRead = reader.BytesRead };
        end.BeginMessage(_writer.EndId);
        _writer.WriteEnd(end, _sent.RecordNumber);
        await SendAsync(end, cancellationToken);
        await ConfirmAllAsync();
    }

    // Rows that an interrupted run may have sent have to be within the number that the end message tells.
    private bool MustEnd() => plan.Request.EndEarly.IsCancellationRequested && _sent.RecordNumber >= (plan.From?.MayHaveSent ?? 0);

    /// <summary>Waits until the batch may be sent.</summary>
    /// <returns>Whether it is to be sent at all.</returns>
    private async ValueTask<bool> MayGoOnAsync(MessageBatch batch, CancellationToken cancellationToken)
    {
        if (plan.Request.Pace is { } pace && !MustEnd())
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, plan.Request.EndEarly);
            try
            {
                var turn = pace(batch.End.RecordNumber, either.Token);
                if (!turn.IsCompleted)
                    await ConfirmAllAsync();
                await turn;
            }
            catch (OperationCanceledException) when (plan.Request.EndEarly.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                // Who waits for its turn and is to end early need not wait any more.
            }
            finally
            {
                await either.CancelAsync();
            }
        }

        return !MustEnd();
    }

    /// <summary>Fills the batch.</summary>
    /// <returns>Whether the file goes on after it.</returns>
    private async ValueTask<bool> PackAsync(MessageBatch batch, CancellationToken cancellationToken)
    {
        while (batch.Count < options.SendBatchSize && batch.Length < MaxBatchBytes)
        {
            if (!await ReadAsync(cancellationToken))
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
        var start = batch.Length;
        AddRow(batch);
        for (var rows = 1; rows < plan.RowsPerMessage && batch.Length - start < MaxMessageBytes; rows++)
        {
            if (!await ReadAsync(cancellationToken))
                return false;
            AddRow(batch);
        }

        return true;
    }

    // An end that an earlier run decided stays where it is.
    private ValueTask<bool> ReadAsync(CancellationToken cancellationToken) =>
        reader.RecordNumber < _endsAfter ? reader.ReadAsync(cancellationToken) : new(false);

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

        if (batch.End.RecordNumber > _mayHaveSent)
            Reserve(batch.End.RecordNumber);
        _sent = batch.End;
        _messages += batch.Count;
        telemetry.RowsPublished(batch.Rows);
        _underWay.Enqueue((batch, SendUntilConfirmedAsync(batch.ToMessages(_activity?.Id), cancellationToken)));
    }

    private void Reserve(long row)
    {
        _mayHaveSent = row + options.CheckpointRows;
        Save();
    }

    private void Save()
    {
        plan.Save?.Invoke(plan, new(reader.Layout, _confirmed, _isEnded ? _sent.RecordNumber : Math.Min(_mayHaveSent, _endsAfter), _isEnded, _endedEarly));
        _rowsSaved = _rowsConfirmed;
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

    private async Task ConfirmAllAsync()
    {
        while (_underWay.Count > 0)
            await ConfirmOldestAsync();
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
            Reserve(Math.Max(_sent.RecordNumber, _mayHaveSent - options.CheckpointRows));

        progress?.Report(Progress(batch.BytesRead, waitingFor: null));
        batch.Dispose();
    }

    // A queue that was deleted took with it what it had confirmed.
    private void ForgetConfirmed()
    {
        _confirmed = default;
        _isEnded = false;
        logger.QueueWasDeleted(plan.Import);
    }

    // Whoever publishes the file again goes on after the last confirmed row, and not the last saved one.
    private void SaveLast()
    {
        try
        {
            if (_sent.RecordNumber == 0)
                return;

            // A run before this one may have been further.
            _mayHaveSent = Math.Max(_sent.RecordNumber, plan.From?.MayHaveSent ?? 0);
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
        new(plan.Import, Interlocked.Read(ref _rowsConfirmed), bytesRead, plan.BytesTotal, waitingFor) { Layout = reader.Layout };

    private PublishReport Report(TimeSpan elapsed) => new()
    {
        Import = plan.Import,
        Records = _sent.RecordNumber,
        EndedEarly = _endedEarly,
        Malformed = _malformed,
        ResumedAfter = _resumedAfter,
        Messages = _messages,
        Damage = reader.Damage,
        Layout = reader.Layout,
        Elapsed = elapsed,
    };
}
