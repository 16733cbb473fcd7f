using System.Collections.Concurrent;
using System.Diagnostics;

namespace SysCsv.Benchmarks.Portal;

/// <summary>How long answers took, by what was asked.</summary>
internal sealed class Latencies
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<double>> _milliseconds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);

    /// <summary>Does it once, and remembers how long it took or how it failed.</summary>
    public async Task<T?> MeasureAsync<T>(string what, Func<Task<T>> ask)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            var answer = await ask();
            _milliseconds.GetOrAdd(what, _ => []).Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            return answer;
        }
        catch (Exception exception)
        {
            _failures.AddOrUpdate($"{what}: {Describe(exception)}", 1, (_, count) => count + 1);
            return default;
        }
    }

    public IEnumerable<FormattableString> Lines()
    {
        foreach (var (what, times) in _milliseconds.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var sorted = times.Order().ToList();
            yield return $"  {what}: {sorted.Count:N0} answers, median {At(sorted, 0.5):N0} ms, 95 % {At(sorted, 0.95):N0} ms, slowest {sorted[^1]:N0} ms";
        }

        foreach (var (what, count) in _failures.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            yield return $"  {what} {count:N0} times";
    }

    // A websocket that is refused says its status in words.
    private static string Describe(Exception exception) => exception switch
    {
        HttpRequestException { StatusCode: { } code } => $"{(int)code}",
        HttpRequestException { InnerException: IOException } => "cut off",
        _ when exception.ToString().Contains("'429'", StringComparison.Ordinal) => "429",
        _ => exception.GetType().Name,
    };

    private static double At(List<double> sorted, double share) => sorted[(int)((sorted.Count - 1) * share)];
}
