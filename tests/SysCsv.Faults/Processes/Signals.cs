using System.Diagnostics;
using System.Globalization;

namespace SysCsv.Faults.Processes;

/// <summary>Signals to processes that the tests started.</summary>
internal static class Signals
{
    public static void Interrupt(int process) => Send("INT", process);

    /// <summary>Stands still from now on, with all that it holds.</summary>
    public static void Freeze(int process) => Send("STOP", process);

    public static void Thaw(int process) => Send("CONT", process);

    private static void Send(string signal, int process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
