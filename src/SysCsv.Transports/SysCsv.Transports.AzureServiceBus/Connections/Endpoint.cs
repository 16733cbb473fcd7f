using Amqp;
using SysCsv.Transports.AzureServiceBus.Authorization;

namespace SysCsv.Transports.AzureServiceBus.Connections;

/// <summary>Where the broker is and what it is told to let us in.</summary>
internal sealed class Endpoint
{
    public required Uri Address { get; init; }

    /// <summary>The host, which audiences begin with.</summary>
    public string Host => Address.Host;

    /// <summary>The host that the open frame names, which is how RabbitMQ is told a virtual host.</summary>
    public string NamedHost => VirtualHost is null ? Host : "vhost:" + VirtualHost;

    public required Uri Management { get; init; }

    /// <summary>Null where the broker takes a user and password.</summary>
    public ITokenSource? Tokens { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Null with Service Bus.</summary>
    public string? VirtualHost { get; init; }

    /// <exception cref="TransportException">The connection string is wrong.</exception>
    public static Endpoint From(AzureServiceBusOptions options, TimeProvider time)
    {
        if (FindFault(options) is { } fault)
            throw new TransportException(TransportFailure.Misconfigured, fault);
        return options.Dialect == AmqpDialect.RabbitMq ? RabbitMqEndpoint.From(options) : ServiceBusEndpoint.From(options, time);
    }

    /// <summary>What is wrong with the connection string, as a sentence that shows nothing of it; null if nothing is.</summary>
    public static string? FindFault(AzureServiceBusOptions options) =>
        options.Dialect == AmqpDialect.RabbitMq ? RabbitMqEndpoint.FindFault(options) : ServiceBusEndpoint.FindFault(options);

    /// <summary>The address as the client library wants it.</summary>
    public Address ToAddress() => new(Address.Host, Address.Port, User, Password, Address.AbsolutePath, Address.Scheme);
}
