namespace SysCsv.Faults.Setups;

/// <summary>Small batches, which make an import last long enough to be hit many times.</summary>
internal static class SmallSteps
{
    /// <summary>The settings of a set-up with those of small steps added.</summary>
    public static Dictionary<string, string> Over(IReadOnlyDictionary<string, string> settings) => new(settings, StringComparer.Ordinal)
    {
        ["SysCsv:Consumer:BatchSize"] = "40",
        ["SysCsv:Consumer:WatchInterval"] = "00:00:01",
        ["SysCsv:Publisher:SendBatchSize"] = "20",
        ["SysCsv:Publisher:MaxBatchesInFlight"] = "1",
        ["SysCsv:Publisher:CheckpointRows"] = "200",
        ["Logging:LogLevel:Default"] = "Information",
    };
}
