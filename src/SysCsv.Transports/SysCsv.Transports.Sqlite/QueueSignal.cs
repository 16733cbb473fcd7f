namespace SysCsv.Transports.Sqlite;

/// <summary>Wakes the waiting receivers of this process when it has put something into the queue.</summary>
internal sealed class QueueSignal
{
    private TaskCompletionSource _raised = New();

    /// <summary>Completes at the next <see cref="Raise"/>. Get it before looking into the queue.</summary>
    public Task Next => Volatile.Read(ref _raised).Task;

    public void Raise() => Interlocked.Exchange(ref _raised, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
