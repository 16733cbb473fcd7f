using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SysCsv.Transports.AzureServiceBus;
using SysCsv.Transports.Shared;

namespace SysCsv;

/// <summary>Chooses Azure Service Bus as the transport.</summary>
public static class AzureServiceBusSysCsvBuilderExtensions
{
    // The Standard tier counts 1,000 messages a second for the namespace, sent and received together, whatever is in them.
    private const int RowsPerMessage = 50;

    /// <summary>Uses Azure Service Bus as the configuration section <c>SysCsv:AzureServiceBus</c> says.</summary>
    public static SysCsvBuilder UseAzureServiceBus(this SysCsvBuilder builder) => builder.UseAzureServiceBus(_ => { });

    /// <summary>Uses Azure Service Bus by a connection string.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="connectionString">As the Azure portal shows it, in place of what the section <c>SysCsv:AzureServiceBus</c> says.</param>
    public static SysCsvBuilder UseAzureServiceBus(this SysCsvBuilder builder, string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        return builder.UseAzureServiceBus(options => options.ConnectionString = connectionString);
    }

    /// <summary>Uses Azure Service Bus as code says.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="configure">Sets the options, over what the section <c>SysCsv:AzureServiceBus</c> says.</param>
    public static SysCsvBuilder UseAzureServiceBus(this SysCsvBuilder builder, Action<AzureServiceBusOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.AddTransportOptions(AzureServiceBusOptions.Section, configure);
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<AzureServiceBusOptions>, AzureServiceBusOptionsValidator>());
        builder.PreferRowsPerMessage(RowsPerMessage);
        return builder.AddTransport("AzureServiceBus", services => new AzureServiceBusTransport(
            services.GetRequiredService<IOptions<AzureServiceBusOptions>>().Value,
            services.GetService<ILogger<AzureServiceBusTransport>>(),
            services.GetService<TimeProvider>()));
    }
}
