namespace SysCsv.Transports.Sqlite;

/// <summary>Wakes the waiting receivers of this process. What it does itself is signalled; for what others do, one receiver looks into the file for all.</summary>
internal sealed class QueueWatch
{
    private TaskCompletionSource _change = New();
    private SqliteReceiver? _leader;

    /// <summary>Completes at the next <see cref="Raise"/>. Get it before looking into the queue.</summary>
    public Task NextChange => Volatile.Read(ref _change).Task;

    /// <summary>Something may be there to take.</summary>
    public void Raise() => Interlocked.Exchange(ref _change, New()).TrySetResult();

    /// <summary>Whether the receiver is the one that polls.</summary>
    public bool TryLead(SqliteReceiver receiver) =>
        Interlocked.CompareExchange(ref _leader, receiver, null) is var leader && (leader is null || leader == receiver);

    /// <summary>The receiver waits no longer. If it led, the others wake up to take what it left, and one of them leads.</summary>
    public void Leave(SqliteReceiver receiver)
    {
        if (Interlocked.CompareExchange(ref _leader, null, receiver) == receiver)
            Raise();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
