namespace SysCsv;

/// <summary>What to name when metrics and traces are collected.</summary>
public static class SysCsvDiagnostics
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "SysCsv";
}
