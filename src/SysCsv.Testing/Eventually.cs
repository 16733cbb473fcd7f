using System.Diagnostics;
using Xunit.Sdk;

namespace SysCsv.Testing;

/// <summary>Waits for what another process or a broker does in its own time, instead of sleeping.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks again and again until the answer is yes.</summary>
    /// <param name="condition">What is asked; an exception from it ends the wait.</param>
    /// <param name="deadline">How long to go on asking.</param>
    /// <param name="what">What is waited for, for the message of the failure.</param>
    /// <exception cref="XunitException">The deadline passed.</exception>
    public static async Task BecomesAsync(Func<Task<bool>> condition, TimeSpan deadline, string what)
    {
        ArgumentNullException.ThrowIfNull(condition);

        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > deadline)
                throw new XunitException($"Not within {deadline.TotalSeconds:0.#} s: {what}.");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>Asks again and again until the answer is yes.</summary>
    /// <inheritdoc cref="BecomesAsync(Func{Task{bool}}, TimeSpan, string)"/>
    public static Task BecomesAsync(Func<bool> condition, TimeSpan deadline, string what)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return BecomesAsync(() => Task.FromResult(condition()), deadline, what);
    }
}
