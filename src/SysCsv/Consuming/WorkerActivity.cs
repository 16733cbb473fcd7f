namespace SysCsv.Consuming;

/// <summary>How many workers have a batch in hand, and since when none has.</summary>
internal sealed class WorkerActivity(TimeProvider clock)
{
    private int _working;
    private long _lastWorked = clock.GetTimestamp();

    /// <summary>How long no worker has had a batch in hand; zero while one has.</summary>
    public TimeSpan Idle => Volatile.Read(ref _working) > 0 ? TimeSpan.Zero : clock.GetElapsedTime(Interlocked.Read(ref _lastWorked));

    /// <summary>Marks a batch as in hand until the result is disposed.</summary>
    public IDisposable Working()
    {
        Interlocked.Increment(ref _working);
        return new Done(this);
    }

    private sealed class Done(WorkerActivity activity) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Exchange(ref activity._lastWorked, activity.Now());
            Interlocked.Decrement(ref activity._working);
        }
    }

    private long Now() => clock.GetTimestamp();
}
