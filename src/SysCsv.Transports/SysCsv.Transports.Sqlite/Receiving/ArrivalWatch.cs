namespace SysCsv.Transports.Sqlite.Receiving;

/// <summary>Wakes the waiting receivers of this process. What it does itself is signalled; for what others do, one receiver looks into the file for all.</summary>
internal sealed class ArrivalWatch
{
    private const int QuietPolls = 20;
    private const int QuietFactor = 5;

    private TaskCompletionSource _change = New();
    private SqliteReceiver? _leader;
    private int _emptyPolls;

    /// <summary>Completes at the next <see cref="Raise"/>. Get it before looking into the queue.</summary>
    public Task NextChange => Volatile.Read(ref _change).Task;

    /// <summary>Something may be there to take.</summary>
    public void Raise()
    {
        Volatile.Write(ref _emptyPolls, 0);
        Wake();
    }

    /// <summary>How long the one that polls waits next: longer when nothing has come for a while, since waking up costs more than looking.</summary>
    public TimeSpan NextPause(TimeSpan interval) => Interlocked.Increment(ref _emptyPolls) <= QuietPolls ? interval : interval * QuietFactor;

    /// <summary>Whether the receiver is the one that polls.</summary>
    public bool TryLead(SqliteReceiver receiver) =>
        Interlocked.CompareExchange(ref _leader, receiver, null) is var leader && (leader is null || leader == receiver);

    /// <summary>The receiver waits no longer. If it led, the others wake up to take what it left, and one of them leads.</summary>
    public void Leave(SqliteReceiver receiver, bool found)
    {
        if (found)
            Volatile.Write(ref _emptyPolls, 0);
        if (Interlocked.CompareExchange(ref _leader, null, receiver) == receiver)
            Wake();
    }

    private void Wake() => Interlocked.Exchange(ref _change, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
