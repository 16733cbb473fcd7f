using System.Diagnostics;
using System.Globalization;

namespace SysCsv.Benchmarks.EndToEnd;

/// <summary>What a phase took, as its process prints it for the one that started it.</summary>
internal sealed record Measurement(long Rows, double Seconds, double PeakMegabytes)
{
    private const string Mark = "measured";

    public double RowsPerSecond => Rows / Seconds;

    public static async Task PrintAsync(long rows, Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        var seconds = watch.Elapsed.TotalSeconds;
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Mark} {rows} {seconds} {process.PeakWorkingSet64 / 1e6}"));
    }

    public static Measurement Parse(string output)
    {
        var words = output.Split('\n').Last(line => line.StartsWith(Mark, StringComparison.Ordinal)).Split(' ');
        return new(long.Parse(words[1], CultureInfo.InvariantCulture), double.Parse(words[2], CultureInfo.InvariantCulture), double.Parse(words[3], CultureInfo.InvariantCulture));
    }
}
