using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace SysCsv.Transports.Sqlite.Connections;

/// <summary>The only user of the connection. What callers ask for at the same time goes into one transaction, and so shares one flush to the disk.</summary>
internal sealed class QueueWorker : IAsyncDisposable
{
    private const int MaxGroup = 64;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(4);

    private readonly Channel<QueueWork> _queue = Channel.CreateUnbounded<QueueWork>(new() { SingleReader = true });
    private readonly string _path;
    private readonly TimeSpan _busyTimeout;
    private readonly Action<QueueFile>? _opened;
    private readonly Task _loop;
    private QueueFile? _file;

    public QueueWorker(string path, TimeSpan busyTimeout, Action<QueueFile>? opened)
    {
        (_path, _busyTimeout, _opened) = (path, busyTimeout, opened);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Has the work done, and returns when it is durable.</summary>
    /// <exception cref="TransportException">It failed and changed nothing, or the worker is disposed.</exception>
    public async Task<T> RunAsync<T>(QueueWork<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_queue.Writer.TryWrite(work))
            throw SqliteErrors.Disposed();
        return await work.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private async Task LoopAsync()
    {
        var group = new List<QueueWork>(MaxGroup);
        while (await _queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < MaxGroup && _queue.Reader.TryRead(out var work))
                group.Add(work);
            await RunGroupAsync(group);
        }

        _file?.Dispose();
    }

    /// <summary>Runs the group, and if that fails each on its own, so that none suffers for its neighbour.</summary>
    private async Task RunGroupAsync(List<QueueWork> group)
    {
        var failure = await TryRunAsync(group);
        if (failure is null)
            return;
        if (group.Count == 1 || failure.Failure == TransportFailure.QueueMissing)
        {
            foreach (var work in group)
                work.Fail(failure);
            return;
        }

        foreach (var work in group)
        {
            if (await TryRunAsync([work]) is { } own)
                work.Fail(own);
        }
    }

    private async Task<TransportException?> TryRunAsync(List<QueueWork> group)
    {
        // The time of the machine and not of the transport's clock: what is waited for is another process.
        var started = Stopwatch.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                group.RemoveAll(static work => work.IsOver);
                if (group.Count > 0)
                    RunOnce(group);
                return null;
            }
            catch (SqliteException exception) when (SqliteErrors.IsBusy(exception) && Stopwatch.GetElapsedTime(started) < _busyTimeout)
            {
                _file?.Rollback();
            }
            catch (SqliteException exception)
            {
                Close();
                return SqliteErrors.Classify(exception);
            }
            catch (TransportException exception)
            {
                if (group.Exists(static work => work.Creates))
                    Close();
                _file?.Rollback();
                return exception;
            }
            catch (Exception exception)
            {
                // Nothing may end the loop: its callers would wait for ever.
                Close();
                return new TransportException(TransportFailure.Other, "The queue's file can't be used.", exception);
            }

            await Task.Delay(pause, TimeProvider.System);
        }
    }

    private void RunOnce(List<QueueWork> group)
    {
        var file = OpenFile(group.Exists(static work => work.Creates));
        group.RemoveAll(work => work.TryPeek(file));
        if (group.Count == 0)
            return;

        file.Begin();
        group.RemoveAll(static work => !work.TryBegin());
        foreach (var work in group)
            work.Write(file);
        file.Commit();
        foreach (var work in group)
            work.Confirm();
    }

    private QueueFile OpenFile(bool create)
    {
        // A deleted file stays open and would take messages that nobody finds again.
        if (_file is not null && !File.Exists(_path))
        {
            Close();
        }
        else if (_file?.HasMoved() == true)
        {
            // Told once, so that a publisher knows that what it sent before is lost.
            Close();
            if (!create)
                throw SqliteErrors.Replaced();
        }

        if (_file is null)
        {
            _file = QueueFile.Open(_path, create);
            _opened?.Invoke(_file);
        }

        return _file;
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
