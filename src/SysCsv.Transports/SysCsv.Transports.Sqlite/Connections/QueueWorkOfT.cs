namespace SysCsv.Transports.Sqlite.Connections;

/// <inheritdoc cref="QueueWork"/>
/// <param name="write">What to do within a write transaction; may be called again after a rollback.</param>
/// <param name="peek">What to try first, without the write lock; null if there is nothing to try.</param>
internal sealed class QueueWork<T>(Func<QueueFile, T> write, QueueWork<T>.Peek? peek = null) : QueueWork
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _written;

    /// <summary>Gives the result if no write is needed for it.</summary>
    public delegate bool Peek(QueueFile file, out T result);

    public async Task<T> WaitAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static (work, token) => ((QueueWork<T>)work!).Cancel(token), this);
        return await _result.Task;
    }

    public override bool TryPeek(QueueFile file)
    {
        if (peek is null || !peek(file, out var result))
            return false;
        if (TryBegin())
        {
            End();
            _result.TrySetResult(result);
        }

        return true;
    }

    public override void Write(QueueFile file) => _written = write(file);

    public override void Confirm()
    {
        End();
        _result.TrySetResult(_written!);
    }

    public override void Fail(TransportException exception)
    {
        End();
        _result.TrySetException(exception);
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        if (TryCancel())
            _result.TrySetCanceled(cancellationToken);
    }
}
