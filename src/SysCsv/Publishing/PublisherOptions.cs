using System.ComponentModel.DataAnnotations;

namespace SysCsv;

/// <summary>How a publisher sends, bound from the section <c>SysCsv:Publisher</c>.</summary>
public sealed class PublisherOptions
{
    /// <summary>The section that the options are bound from.</summary>
    public const string Section = "SysCsv:Publisher";

    /// <summary>How many rows share a message, 1 to 10,000. Changes nothing but speed and cost: rows stay counted, rejected and failed one by one. Default 1; with Azure Service Bus 50.</summary>
    [Range(1, 10_000)]
    public int RowsPerMessage { get; set; } = 1;

    /// <summary>How many messages are sent and confirmed together, 1 to 10,000. Default 500.</summary>
    [Range(1, 10_000)]
    public int SendBatchSize { get; set; } = 500;

    /// <summary>How many such batches may be unconfirmed at once, 1 to 64. Bounds memory. Default 8.</summary>
    [Range(1, 64)]
    public int MaxBatchesInFlight { get; set; } = 8;

    /// <summary>The folder in which a publisher remembers how far it is, so that a killed one goes on from there; made if missing. Null remembers nothing. Default null.</summary>
    public string? CheckpointFolder { get; set; }

    /// <summary>After how many confirmed rows the position is saved, 1 to 1,000,000. Default 5,000.</summary>
    [Range(1, 1_000_000)]
    public int CheckpointRows { get; set; } = 5_000;

    /// <summary>How long a publisher waits for a broker that went away in the middle of a file before it gives up; what was confirmed stays, and a checkpoint lets it go on. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromMinutes(10);
}
