using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SysCsv.Transports.AzureServiceBus;

namespace SysCsv;

/// <summary>Chooses Azure Service Bus as the transport.</summary>
public static class AzureServiceBusSysCsvBuilderExtensions
{
    // The Standard tier counts 1,000 messages a second for the namespace, sent and received together, whatever is in them.
    private const int RowsPerMessage = 50;

    /// <summary>Uses Azure Service Bus as the configuration section <c>SysCsv:AzureServiceBus</c> says.</summary>
    public static SysCsvBuilder UseAzureServiceBus(this SysCsvBuilder builder) =>
        Use(builder, options => options.BindConfiguration(AzureServiceBusOptions.Section));

    /// <summary>Uses Azure Service Bus by a connection string, with the defaults of <see cref="AzureServiceBusOptions"/>.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="connectionString">As the Azure portal shows it.</param>
    public static SysCsvBuilder UseAzureServiceBus(this SysCsvBuilder builder, string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        return Use(builder, options => options.Configure(o => o.ConnectionString = connectionString));
    }

    /// <summary>Uses Azure Service Bus as <paramref name="configure"/> says.</summary>
    public static SysCsvBuilder UseAzureServiceBus(this SysCsvBuilder builder, Action<AzureServiceBusOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Use(builder, options => options.Configure(configure));
    }

    private static SysCsvBuilder Use(SysCsvBuilder builder, Action<OptionsBuilder<AzureServiceBusOptions>> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);

        configure(builder.Services.AddOptions<AzureServiceBusOptions>().ValidateOnStart());
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<AzureServiceBusOptions>, AzureServiceBusOptionsValidator>());
        builder.PreferRowsPerMessage(RowsPerMessage);
        return builder.AddTransport("AzureServiceBus", services => new AzureServiceBusTransport(
            services.GetRequiredService<IOptions<AzureServiceBusOptions>>().Value,
            services.GetService<ILogger<AzureServiceBusTransport>>(),
            services.GetService<TimeProvider>()));
    }
}
