using System.ComponentModel.DataAnnotations;
using System.Net.Security;
using SysCsv.Transports.Shared;

namespace SysCsv;

/// <summary>How to reach Azure Service Bus and which queue to use. Section <c>SysCsv:AzureServiceBus</c>.</summary>
public sealed class AzureServiceBusOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "SysCsv:AzureServiceBus";

    /// <summary>
    /// The connection string as the Azure portal shows it, <c>Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=…</c>,
    /// with a <c>SharedAccessSignature</c> instead of a key, with <c>UseDevelopmentEmulator=true</c>, or with the endpoint alone
    /// beside a <see cref="TokenProvider"/>. With the <see cref="Dialect"/> of RabbitMQ <c>amqp://user:password@host:5672/vhost</c>,
    /// or <c>amqps</c> for TLS. No default.
    /// </summary>
    [Required(ErrorMessage = $"{Section}:ConnectionString is not set. Give the one that the Azure portal shows under Shared access policies: Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=….")]
    public string? ConnectionString { get; set; }

    /// <summary>The name of the queue. An <c>EntityPath</c> in the connection string has to be the same. Default: <c>syscsv</c>.</summary>
    [Required(ErrorMessage = $"{Section}:Queue is empty.")]
    [RegularExpression(@"[A-Za-z0-9][A-Za-z0-9._/~-]{0,258}[A-Za-z0-9]|[A-Za-z0-9]", ErrorMessage = $"{Section}:Queue is no name of a queue: 1 to 260 letters, digits, periods, hyphens, underscores or slashes, beginning and ending with a letter or digit.")]
    public string Queue { get; set; } = "syscsv";

    /// <summary>Whether to speak over a WebSocket on port 443, where a firewall lets nothing else out. Default: false.</summary>
    public bool UseWebSockets { get; set; }

    /// <summary>How long the broker keeps a received message for its receiver; renewed while it is held. Fixed when the queue is created. Default: 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:05:00", ErrorMessage = $"{Section}:LockDuration must be 5 seconds to 5 minutes.")]
    public TimeSpan LockDuration { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// After how many deliveries the broker itself dead-letters a message. A consumer that is killed costs each message it
    /// held one of them, so a low limit dead-letters innocent messages. Fixed when the queue is created. Default: 50.
    /// </summary>
    [Range(3, 2_000, ErrorMessage = $"{Section}:DeliveryLimit must be 3 to 2,000.")]
    public int DeliveryLimit { get; set; } = 50;

    /// <summary>
    /// How long the broker drops messages whose id it has seen, 20 seconds to 7 days; saves work after a repeated send, and is
    /// never needed for correct counts. Not in the Basic tier. Fixed when the queue is created. Default: none.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:20", "7.00:00:00", ErrorMessage = $"{Section}:DuplicateDetection must be 20 seconds to 7 days.")]
    public TimeSpan? DuplicateDetection { get; set; }

    /// <summary>How long to wait for the broker: for a connection, an answer, or a confirm. Default: 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = $"{Section}:Timeout must be 1 second to 10 minutes.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Where queues are created and counted, such as <c>http://localhost:5300</c> for an emulator on another port.
    /// With the <see cref="Dialect"/> of RabbitMQ its management API. Default: what the connection string implies.
    /// </summary>
    [UriOf("http", "https", ErrorMessage = $"{Section}:ManagementUri is no http or https address.")]
    public string? ManagementUri { get; set; }

    /// <summary>Whose AMQP 1.0 is spoken. A setting that the broker has nothing for is refused at start. Default: Azure Service Bus.</summary>
    [EnumDataType(typeof(AmqpDialect), ErrorMessage = $"{Section}:Dialect must be ServiceBus or RabbitMq.")]
    public AmqpDialect Dialect { get; set; }

    /// <summary>
    /// Gives a token of Microsoft Entra ID for the scope <c>https://servicebus.azure.net/.default</c>, for a connection string
    /// without key. Asked again before a token expires; should keep its own cache, as the credentials of Azure.Identity do.
    /// Default: none.
    /// </summary>
    public Func<CancellationToken, ValueTask<AzureServiceBusToken>>? TokenProvider { get; set; }

    internal RemoteCertificateValidationCallback? CertificateValidation { get; set; }

    /// <summary>The queue: a connection string carries a key and does not get into a log by accident.</summary>
    public override string ToString() => Dialect == AmqpDialect.ServiceBus ? $"Azure Service Bus queue '{Queue}'" : $"{Dialect} queue '{Queue}' over AMQP 1.0";
}
