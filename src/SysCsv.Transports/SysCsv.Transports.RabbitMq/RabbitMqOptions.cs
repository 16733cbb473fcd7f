using System.ComponentModel.DataAnnotations;
using SysCsv.Transports.Shared;

namespace SysCsv;

/// <summary>How to reach RabbitMQ and which queue to use. Section <c>SysCsv:RabbitMq</c>.</summary>
public sealed class RabbitMqOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "SysCsv:RabbitMq";

    /// <summary>Where the broker is, with user and password: <c>amqp://user:password@host:5672/vhost</c>, or <c>amqps</c> for TLS. No default.</summary>
    [Required(ErrorMessage = $"{Section}:Uri is not set. Give the address of RabbitMQ: amqp://user:password@host:5672/vhost.")]
    [UriOf("amqp", "amqps", ErrorMessage = $"{Section}:Uri is no address of RabbitMQ. Expected amqp://user:password@host:5672/vhost, special characters percent-encoded.")]
    public string? Uri { get; set; }

    /// <summary>The name of the queue; its dead letters go to the same name with <c>.dead</c> behind it. Default: <c>syscsv</c>.</summary>
    [Required(ErrorMessage = $"{Section}:Queue is empty.")]
    [StringLength(250, ErrorMessage = $"{Section}:Queue is longer than 250 characters.")]
    public string Queue { get; set; } = "syscsv";

    /// <summary>
    /// After how many returns to the queue the broker itself dead-letters a message. The broker counts a message as
    /// returned also when its consumer is killed or stopped with the message in hand, so a low limit dead-letters innocent
    /// messages. Fixed when the queue is created. Default: 50.
    /// </summary>
    [Range(3, 1_000_000, ErrorMessage = $"{Section}:DeliveryLimit must be 3 to 1,000,000.")]
    public int DeliveryLimit { get; set; } = 50;

    /// <summary>
    /// Where the management API is, such as <c>http://host:15672</c>. Only with it is the number of messages in flight known.
    /// The user and password of <see cref="Uri"/> apply unless the address has its own. Default: none.
    /// </summary>
    [UriOf("http", "https", ErrorMessage = $"{Section}:ManagementUri is no http or https address.")]
    public string? ManagementUri { get; set; }

    /// <summary>How long to wait for the broker: for a connection, an answer, or the next confirm. Default: 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = $"{Section}:Timeout must be 1 second to 10 minutes.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The queue: an address carries a password and does not get into a log by accident.</summary>
    public override string ToString() => $"RabbitMQ queue '{Queue}'";
}
