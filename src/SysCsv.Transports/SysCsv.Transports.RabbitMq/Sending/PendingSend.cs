namespace SysCsv.Transports.RabbitMq.Sending;

/// <summary>One call of send: completes when the broker has answered for each of its messages.</summary>
internal sealed class PendingSend(int count)
{
    private readonly TaskCompletionSource<bool> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _unanswered = count;
    private bool _refused;

    /// <summary>True when the broker took every message, false when it refused one.</summary>
    public Task<bool> Completion => _completion.Task;

    /// <summary>Called under the lock of the window.</summary>
    public void Answer(bool accepted)
    {
        _refused |= !accepted;
        if (--_unanswered == 0)
            _completion.TrySetResult(!_refused);
    }

    public void Fail(Exception exception)
    {
        _completion.TrySetException(exception);

        // A caller that was cancelled no longer looks.
        _ = _completion.Task.Exception;
    }
}
