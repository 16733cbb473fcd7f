using System.ComponentModel.DataAnnotations;

namespace SysCsv;

/// <summary>How a consumer works, bound from the section <c>SysCsv:Consumer</c>.</summary>
public sealed class ConsumerOptions
{
    /// <summary>The section that the options are bound from.</summary>
    public const string Section = "SysCsv:Consumer";

    /// <summary>How many workers receive and apply at the same time in this process, 1 to 64. Default 2: one receives while the other waits for the database.</summary>
    [Range(1, 64)]
    public int Concurrency { get; set; } = 2;

    /// <summary>How many messages at most are applied in one transaction, 1 to 50,000. Default 500: larger ones gain little speed and hold more memory.</summary>
    [Range(1, 50_000)]
    public int BatchSize { get; set; } = 500;

    /// <summary>How long a worker waits for a batch to fill after its first message. Default 100 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan BatchWait { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How many messages a worker holds at most, the batch in hand included, 1 to 100,000. Null takes twice <see cref="BatchSize"/>. Default null.</summary>
    [Range(1, 100_000)]
    public int? Prefetch { get; set; }

    /// <summary>Whether the consumer creates the database schema, or brings it up to date, at start. Default true.</summary>
    public bool EnsureSchema { get; set; } = true;

    /// <summary>How often the depth of the queue is looked at, for metrics and for dead letters that the broker made by itself. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Ends the host once the queue has been empty, and this process idle, for so long; null never does. For jobs that run until the work is done. Default null.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan? StopHostAfterIdle { get; set; }
}
