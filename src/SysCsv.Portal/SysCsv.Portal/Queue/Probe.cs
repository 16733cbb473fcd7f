using SysCsv.Portal.Diagnostics;
using Microsoft.Extensions.Logging;

namespace SysCsv.Portal.Queue;

/// <summary>Asks something that may not answer: a question that is under way is not asked again, and nobody waits for it longer than a time.</summary>
internal sealed class Probe<T>(Func<CancellationToken, Task<T>> ask, string silent, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private Task<T>? _underWay;
    private bool _isFailing;

    /// <returns>The answer, or in a sentence why there is none.</returns>
    public async Task<(T? Answer, string? Failure)> AskAsync(CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        _underWay ??= Task.Run(() => ask(cancellationToken), cancellationToken);
        var asked = _underWay;
        try
        {
            var answer = await asked.WaitAsync(patience ?? Patience, clock, cancellationToken);
            _underWay = null;
            _isFailing = false;
            return (answer, null);
        }
        catch (TimeoutException) when (!asked.IsCompleted)
        {
            return (default, silent);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _underWay = null;
            throw;
        }
        catch (Exception exception)
        {
            _underWay = null;
            LogFirst(exception);
            return (default, exception is SysCsvException ? exception.Message : $"It failed with {exception.GetType().Name}; the log tells more.");
        }
    }

    // Once for an outage: it is asked for every second.
    private void LogFirst(Exception exception)
    {
        if (!_isFailing)
            logger.ReadingFailed(exception);
        _isFailing = true;
    }
}
