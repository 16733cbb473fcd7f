namespace SysCsv.Portal.Imports;

/// <summary>Tells this host's publisher at once that somebody accepted, paused, resumed or cancelled an import here. Other hosts notice when they look.</summary>
internal sealed class ImportSignal
{
    private TaskCompletionSource _next = New();

    /// <summary>Ends at the next signal. Take it before looking, so that no signal falls in between.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise() => Interlocked.Exchange(ref _next, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
