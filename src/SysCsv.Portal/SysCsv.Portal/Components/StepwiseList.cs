using SysCsv.Imports;

namespace SysCsv.Portal.Components;

/// <summary>A page of a list that is filled by bounded steps, one at a time, until it is full or the list ends.</summary>
/// <remarks>Used on the circuit's own thread.</remarks>
internal sealed class StepwiseList<T>
{
    private const int PageSize = 50;

    private readonly List<T> _items = [];
    private CancellationTokenSource? _run;

    public IReadOnlyList<T> Items => _items;

    /// <summary>How many were looked at since the list began; null before the first step.</summary>
    public long? Examined { get; private set; }

    /// <summary>Where the list goes on; null at its end.</summary>
    public string? Next { get; private set; }

    public bool IsRunning => _run is not null;

    public bool IsFull => _items.Count >= PageSize;

    /// <summary>Whether all was looked at.</summary>
    public bool IsAtEnd => !IsRunning && Next is null && Examined is not null;

    /// <summary>Whether it ended before the page was full, and can go on.</summary>
    public bool IsStopped => !IsRunning && !IsFull && !IsAtEnd;

    /// <summary>Forgets what was found, and ends what runs.</summary>
    public void Begin(string? after)
    {
        Stop();
        _items.Clear();
        (Examined, Next) = (null, after);
    }

    public void Stop()
    {
        _run?.Cancel();
        _run = null;
    }

    /// <param name="step">One step, from a cursor, that finds at most so many; null where there is no such list.</param>
    /// <param name="shown">Called after each step but the last.</param>
    /// <param name="gone">Nobody looks any more.</param>
    /// <returns>Whether there is such a list.</returns>
    public async Task<bool> FillAsync(Func<string?, int, CancellationToken, Task<ScanStep<T>?>> step, Action shown, CancellationToken gone)
    {
        Stop();
        using var run = CancellationTokenSource.CreateLinkedTokenSource(gone);
        _run = run;
        try
        {
            while (!IsFull)
            {
                // Not on the circuit's thread, which a database without a server would hold for as long as the step takes.
                var found = await Task.Run(() => step(Next, PageSize - _items.Count, run.Token), run.Token);
                if (run.IsCancellationRequested)
                    return true;
                if (found is null)
                    return false;
                Take(found);
                if (found.Next is null)
                    break;
                shown();
            }
        }
        catch (OperationCanceledException) when (run.IsCancellationRequested)
        {
            // Stopped, or something else is looked for.
        }
        finally
        {
            if (_run == run)
                _run = null;
        }

        return true;
    }

    private void Take(ScanStep<T> step)
    {
        _items.AddRange(step.Items);
        (Examined, Next) = (step.Examined, step.Next);
    }
}
