namespace SysCsv;

/// <summary>Whose AMQP 1.0 is spoken: the protocol is one, but addresses, sign-in, settlement, dead letters and management differ by broker.</summary>
public enum AmqpDialect
{
    /// <summary>Azure Service Bus and its emulator.</summary>
    ServiceBus = 0,

    /// <summary>
    /// RabbitMQ 3.10 with its plugins rabbitmq_amqp1_0 and rabbitmq_management; later 3.x was not tried. Without
    /// locks that expire, batches, duplicate detection, WebSockets, and a count of attempts.
    /// </summary>
    RabbitMq = 1,
}
