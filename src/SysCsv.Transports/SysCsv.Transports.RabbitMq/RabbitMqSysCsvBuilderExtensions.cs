using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SysCsv.Transports.RabbitMq;
using SysCsv.Transports.Shared;

namespace SysCsv;

/// <summary>Chooses RabbitMQ as the transport.</summary>
public static class RabbitMqSysCsvBuilderExtensions
{
    /// <summary>Uses RabbitMQ as the configuration section <c>SysCsv:RabbitMq</c> says.</summary>
    public static SysCsvBuilder UseRabbitMq(this SysCsvBuilder builder) => builder.UseRabbitMq(_ => { });

    /// <summary>Uses RabbitMQ at an address.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="uri">Such as <c>amqp://user:password@host:5672/vhost</c>, in place of what the section <c>SysCsv:RabbitMq</c> says.</param>
    public static SysCsvBuilder UseRabbitMq(this SysCsvBuilder builder, string uri)
    {
        ArgumentException.ThrowIfNullOrEmpty(uri);
        return builder.UseRabbitMq(options => options.Uri = uri);
    }

    /// <summary>Uses RabbitMQ as code says.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="configure">Sets the options, over what the section <c>SysCsv:RabbitMq</c> says.</param>
    public static SysCsvBuilder UseRabbitMq(this SysCsvBuilder builder, Action<RabbitMqOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.AddTransportOptions(RabbitMqOptions.Section, configure);
        return builder.AddTransport("RabbitMq", services => new RabbitMqTransport(
            services.GetRequiredService<IOptions<RabbitMqOptions>>().Value,
            services.GetService<ILogger<RabbitMqTransport>>(),
            services.GetService<TimeProvider>()));
    }
}
