using System.ComponentModel.DataAnnotations;

namespace SysCsv;

/// <summary>How the portal works, bound from the section <c>SysCsv:Portal</c>.</summary>
public sealed class PortalOptions
{
    /// <summary>The section that the options are bound from.</summary>
    public const string Section = "SysCsv:Portal";

    /// <summary>The authorisation policy of the application that opens the whole portal. Null asks for the portal's own roles. Default null.</summary>
    public string? AuthorizationPolicy { get; set; }

    /// <summary>The folder in which uploaded files wait and are kept; made if missing. All hosts on one database share it. Default <c>syscsv-data/uploads</c>.</summary>
    [Required]
    public string StagingFolder { get; set; } = Path.Combine("syscsv-data", "uploads");

    /// <summary>The largest file that is taken, in bytes. Default 10 GiB.</summary>
    [Range(1, long.MaxValue)]
    public long MaxUploadBytes { get; set; } = 10L << 30;

    /// <summary>How long the file of an import that has ended is kept. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan KeepFiles { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How many rows an import may be ahead of the consumers, 1,000 to 10,000,000: what a pause or a cancellation leaves in the queue. Default 50,000.</summary>
    [Range(1_000, 10_000_000)]
    public int RowsAhead { get; set; } = 50_000;

    /// <summary>How long an import stays with a host that gives no sign of life, before another sends it on: 5 seconds to 1 hour. Default 20 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan SendingLease { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether everything that changes something is switched off. Default false.</summary>
    public bool ReadOnly { get; set; }
}
