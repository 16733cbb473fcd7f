using System.Diagnostics;
using System.Globalization;

namespace SysCsv.Faults.Processes;

/// <summary>Signals to processes that the tests started.</summary>
internal static class Signals
{
    private const string Status = "/proc/self/status";

    /// <summary>Whether this process was started with Ctrl-C ignored, as a script starts what it puts into the background. Its children inherit that.</summary>
    public static bool InterruptIsIgnored => File.Exists(Status) && (IgnoredSignals() & 2) != 0;

    public static void Interrupt(int process) => Send("INT", process);

    /// <summary>Stands still from now on, with all that it holds.</summary>
    public static void Freeze(int process) => Send("STOP", process);

    public static void Thaw(int process) => Send("CONT", process);

    // A mask, of which the first bit is signal 1; Ctrl-C is signal 2.
    private static ulong IgnoredSignals() =>
        ulong.Parse(File.ReadLines(Status).First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static void Send(string signal, int process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
