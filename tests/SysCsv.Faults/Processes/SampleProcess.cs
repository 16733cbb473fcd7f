using System.Diagnostics;
using System.Text;
using SysCsv.Testing;

namespace SysCsv.Faults.Processes;

/// <summary>A program running as a process of its own, as a user would start it.</summary>
internal sealed class SampleProcess : IAsyncDisposable
{
    // What a runtime does by itself in a second.
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(30);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private SampleProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>The bytes of memory that it holds now.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The most bytes of memory that it ever held, looked at until it ends.</summary>
    public async Task<long> PeakMemoryAsync(TimeSpan limit)
    {
        var peak = 0L;
        await Eventually.BecomesAsync(
            () =>
            {
                _process.Refresh();
                if (_process.HasExited)
                    return true;
                peak = Math.Max(peak, PeakOf(_process));
                return false;
            },
            limit,
            "the process ends");
        return peak;
    }

    public string Output => Read(_output);

    public string Error => Read(_error);

    public static SampleProcess Start(string sample, IReadOnlyDictionary<string, string> settings, params string[] arguments) =>
        StartProgram(Repository.Sample(sample), settings, arguments);

    /// <summary>Starts it on a terminal, whose text is the output.</summary>
    public static SampleProcess StartOnTerminal(string sample, params string[] arguments)
    {
        var command = string.Join(' ', ((string[])["dotnet", Repository.Sample(sample), .. arguments]).Select(word => $"'{word}'"));
        return Start("script", ["--quiet", "--return", "--command", command, "/dev/null"], new Dictionary<string, string>(StringComparer.Ordinal));
    }

    public static SampleProcess StartProgram(string program, IReadOnlyDictionary<string, string> settings, params string[] arguments) =>
        Start("dotnet", [program, .. arguments], settings);

    private static SampleProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;

        var running = new SampleProcess(new Process { StartInfo = start });
        running.Begin();
        return running;
    }

    public StreamWriter Input => _process.StandardInput;

    /// <summary>kill -9: no handler, no flush, no farewell.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill();
    }

    /// <summary>Ctrl-C.</summary>
    public void Interrupt() => Signals.Interrupt(_process.Id);

    /// <summary>Waits until it does nothing: a second passes in which it takes no time of the processor.</summary>
    public async Task StandsStillAsync(TimeSpan limit)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var (used, began) = ((TimeSpan?)null, Stopwatch.GetTimestamp());
        while (used is null || _process.TotalProcessorTime - used > Idle)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < limit, "The process never stands still.");
            used = _process.TotalProcessorTime;
            await timer.WaitForNextTickAsync();
            _process.Refresh();
        }
    }

    /// <summary>Waits until the process has printed <paramref name="text"/> on standard error.</summary>
    public Task PrintsAsync(string text, TimeSpan limit) =>
        Eventually.BecomesAsync(() => HasExited || Error.Contains(text, StringComparison.Ordinal), limit, $"'{text}' is printed");

    /// <summary>Waits for the end and returns the exit code.</summary>
    /// <exception cref="TimeoutException">It does not end in time; the message has what it printed.</exception>
    public async Task<int> ExitAsync(TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException exception)
        {
            Kill();
            throw new TimeoutException($"The process did not end within {limit}.\n{Output}\n{Error}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Begin()
    {
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private static long PeakOf(Process process)
    {
        try
        {
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It has ended since.
            return 0;
        }
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
            text.AppendLine(line);
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}
