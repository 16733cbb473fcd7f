using System.Runtime.CompilerServices;
using BenchmarkDotNet.Running;

namespace SysCsv.Benchmarks.Micro;

/// <summary>Runs the micro benchmarks.</summary>
internal static class MicroBench
{
    // Not inlined: the other benchmarks measure their memory, in which BenchmarkDotNet has no part.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(MicroBench).Assembly).Run(args);
}
