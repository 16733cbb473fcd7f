namespace SysCsv;

/// <summary>Whose AMQP 1.0 is spoken: the protocol is one, but addresses, settlement and management differ by broker.</summary>
public enum AmqpDialect
{
    /// <summary>Azure Service Bus and its emulator.</summary>
    ServiceBus = 0,

    /// <summary>RabbitMQ 3.10 to 3.13 with its plugin rabbitmq_amqp1_0. The queue and its dead letters, the same name with <c>.dead</c> behind it, are declared beforehand.</summary>
    RabbitMq = 1,
}
