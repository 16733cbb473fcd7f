using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SysCsv.Transports.RabbitMq;

namespace SysCsv;

/// <summary>Chooses RabbitMQ as the transport.</summary>
public static class RabbitMqSysCsvBuilderExtensions
{
    /// <summary>Uses RabbitMQ as the configuration section <c>SysCsv:RabbitMq</c> says.</summary>
    public static SysCsvBuilder UseRabbitMq(this SysCsvBuilder builder) =>
        Use(builder, options => options.BindConfiguration(RabbitMqOptions.Section));

    /// <summary>Uses RabbitMQ at an address, with the defaults of <see cref="RabbitMqOptions"/>.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="uri">Such as <c>amqp://user:password@host:5672/vhost</c>.</param>
    public static SysCsvBuilder UseRabbitMq(this SysCsvBuilder builder, string uri)
    {
        ArgumentException.ThrowIfNullOrEmpty(uri);
        return Use(builder, options => options.Configure(o => o.Uri = uri));
    }

    /// <summary>Uses RabbitMQ as <paramref name="configure"/> says.</summary>
    public static SysCsvBuilder UseRabbitMq(this SysCsvBuilder builder, Action<RabbitMqOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Use(builder, options => options.Configure(configure));
    }

    private static SysCsvBuilder Use(SysCsvBuilder builder, Action<OptionsBuilder<RabbitMqOptions>> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);

        configure(builder.Services.AddOptions<RabbitMqOptions>().ValidateOnStart());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RabbitMqOptions>, RabbitMqOptionsValidator>());
        return builder.AddTransport("RabbitMq", services => new RabbitMqTransport(
            services.GetRequiredService<IOptions<RabbitMqOptions>>().Value,
            services.GetService<ILogger<RabbitMqTransport>>(),
            services.GetService<TimeProvider>()));
    }
}
