using System.ComponentModel.DataAnnotations;

namespace SysCsv;

/// <summary>Where the embedded queue is and how patient it is. Section <c>SysCsv:EmbeddedTransport</c>.</summary>
public sealed class EmbeddedTransportOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "SysCsv:EmbeddedTransport";

    /// <summary>The path of the queue's file, on a local disk. The folder must exist; the file is the queue's own. No default.</summary>
    [Required(ErrorMessage = $"{Section}:DataSource is not set. Give the path of a file for the queue, such as /var/lib/syscsv/queue.db.")]
    public string? DataSource { get; set; }

    /// <summary>
    /// How long the messages of a killed process stay locked. A live one renews its locks, so that work may take longer than
    /// this. Default: 60 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = $"{Section}:LeaseTime must be 1 second to 1 day.")]
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// After how many deliveries without success a message becomes a dead letter. A delivery to a process that is then killed
    /// counts for all that it held, and one that a stopping process releases does not; from half the limit on messages are handed out one
    /// by one, so that only the guilty one becomes a dead letter; with a limit of 1 or 2 innocent ones go with it. Default: 50.
    /// </summary>
    [Range(1, 1_000_000, ErrorMessage = $"{Section}:DeliveryLimit must be 1 to 1,000,000.")]
    public int DeliveryLimit { get; set; } = 50;

    /// <summary>
    /// How often an idle process looks for messages of others; its own wake it at once. After twenty vain looks it takes five times
    /// as long between them. Default: 100 milliseconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00", ErrorMessage = $"{Section}:PollInterval must be 1 millisecond to 1 minute.")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long to wait while another process writes. Default: 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ErrorMessage = $"{Section}:BusyTimeout must be 0 to 1 hour.")]
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
