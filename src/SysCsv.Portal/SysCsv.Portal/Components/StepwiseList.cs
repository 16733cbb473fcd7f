using SysCsv.Imports;

namespace SysCsv.Portal.Components;

/// <summary>A page of a list that is filled by bounded steps, one at a time, until it is full or the list ends.</summary>
/// <remarks>Used on the circuit's own thread.</remarks>
internal sealed class StepwiseList<T>
{
    private const int PageSize = 50;

    private readonly List<T> _items = [];
    private CancellationTokenSource? _run;
    private bool _isLaterPage;

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
        (Examined, Next, _isLaterPage) = (null, after, after is not null);
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

    /// <returns>From 0 to 1; null where it can't be told.</returns>
    public double? ShareOf(long? total) => total is > 0 and var all && Examined is { } examined ? (double)examined / all : null;

    /// <summary>How far it is, such as "Read 2,000 of 5,000 rows, 3 found…".</summary>
    /// <param name="beginning">What is done before the first step has ended, such as "Reading the file".</param>
    /// <param name="did">What was done, such as "Read".</param>
    /// <param name="noun">What the list holds, in the singular.</param>
    /// <param name="total">How many it holds; null where nobody knows.</param>
    public string Describe(string beginning, string did, string noun, long? total)
    {
        if (Examined is not { } examined)
            return IsRunning ? $"{beginning}…" : "";
        var found = $"{Format.Number(_items.Count)} found{(_isLaterPage ? " on this page" : "")}";
        return IsAtEnd
            ? $"{did} all {Format.Count(examined, noun)}, {found}."
            : $"{did} {Format.Number(examined)}{(total is { } all ? $" of {Format.Number(all)}" : "")} {noun}s, {found}{(IsRunning ? "…" : ".")}";
    }

    private void Take(ScanStep<T> step)
    {
        _items.AddRange(step.Items);
        (Examined, Next) = (step.Examined, step.Next);
    }
}
