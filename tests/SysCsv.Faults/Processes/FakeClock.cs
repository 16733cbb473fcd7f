namespace SysCsv.Faults.Processes;

/// <summary>The wall clock as a process sees it, which can be put forth and back while it runs. By libfaketime.</summary>
internal sealed class FakeClock : IDisposable
{
    private static readonly string? Library = Find();

    private readonly string _file = Path.GetTempFileName();

    /// <param name="offset">How far off it is, such as <c>-2d</c> or <c>+10y</c>.</param>
    public FakeClock(string offset) => Set(offset);

    public static string? SkipReason { get; } = Library is null ? "libfaketime is not installed (Debian: apt-get install faketime)." : null;

    /// <summary>What a process has in its environment to see this clock. The time since the machine started stays true, and so do those of files.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["LD_PRELOAD"] = Library!,
        ["FAKETIME_TIMESTAMP_FILE"] = _file,
        ["FAKETIME_CACHE_DURATION"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        ["NO_FAKE_STAT"] = "1",
    };

    /// <summary>Noticed within a second.</summary>
    public void Set(string offset) => File.WriteAllText(_file, offset + "\n");

    public void Dispose() => File.Delete(_file);

    private static string? Find() => OperatingSystem.IsLinux()
        ? Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
        : null;
}
