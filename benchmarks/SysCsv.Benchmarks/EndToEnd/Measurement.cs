using System.Diagnostics;
using System.Globalization;

namespace SysCsv.Benchmarks.EndToEnd;

/// <summary>What a phase took, as its process prints it for the one that started it. Processor time and allocations are the process's own: a busy machine does not change them much.</summary>
internal sealed record Measurement(long Rows, double Seconds, double PeakMegabytes, double ProcessorSeconds, double AllocatedBytes)
{
    /// <summary>Begins the line with the rows a second of a phase that has warmed up.</summary>
    public const string WarmMark = "warm";

    private const string Mark = "measured";

    /// <summary>Rows a second once it had warmed up; null for a phase that needs no warming.</summary>
    public double? WarmRowsPerSecond { get; private init; }

    public double RowsPerSecond => Rows / Seconds;

    public double MicrosecondsPerRow => ProcessorSeconds * 1e6 / Rows;

    public double BytesPerRow => AllocatedBytes / Rows;

    public static async Task PrintAsync(long rows, Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        var processor = process.TotalProcessorTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        await work();
        var seconds = watch.Elapsed.TotalSeconds;
        process.Refresh();
        var used = (process.TotalProcessorTime - processor).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Mark} {rows} {seconds} {process.PeakWorkingSet64 / 1e6} {used} {GC.GetTotalAllocatedBytes() - allocated}"));
    }

    public static Measurement Parse(string output)
    {
        var words = output.Split('\n').Last(line => line.StartsWith(Mark, StringComparison.Ordinal)).Split(' ');
        var warm = output.Split('\n').LastOrDefault(line => line.StartsWith(WarmMark, StringComparison.Ordinal));
        return new(long.Parse(words[1], CultureInfo.InvariantCulture), Number(words[2]), Number(words[3]), Number(words[4]), Number(words[5]))
        {
            WarmRowsPerSecond = warm is null ? null : Number(warm.Split(' ')[1]),
        };
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
