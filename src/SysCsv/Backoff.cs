namespace SysCsv;

/// <summary>Growing pauses with jitter: each is between half of and the whole step, and the step doubles up to a limit.</summary>
internal sealed class Backoff(TimeSpan? first = null, TimeSpan? limit = null)
{
    private readonly TimeSpan _limit = limit ?? TimeSpan.FromSeconds(15);
    private TimeSpan _step = first ?? TimeSpan.FromMilliseconds(200);

    public TimeSpan Next()
    {
        var pause = _step * (0.5 + (Random.Shared.NextDouble() / 2));
        _step = _step * 2 < _limit ? _step * 2 : _limit;
        return pause;
    }
}
