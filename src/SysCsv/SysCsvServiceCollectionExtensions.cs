using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SysCsv.Consuming;
using SysCsv.Diagnostics;
using SysCsv.Publishing;

namespace SysCsv;

/// <summary>Makes a host a publisher, a consumer, or both.</summary>
public static class SysCsvServiceCollectionExtensions
{
    /// <summary>Adds program 1: <see cref="IImportPublisher"/>. Name a transport next, such as <c>.UseRabbitMq()</c>.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Changes options after the section <c>SysCsv:Publisher</c> was bound.</param>
    public static SysCsvBuilder AddSysCsvPublisher(this IServiceCollection services, Action<PublisherOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        AddRole(services, "AddSysCsvPublisher()", needsStore: false);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<PublisherOptions>, PreferredRowsPerMessage>());
        AddOptions(services, PublisherOptions.Section, configure);
        services.TryAddSingleton<IImportPublisher, ImportPublisher>();
        return new(services);
    }

    /// <summary>Adds program 2: a hosted service that consumes while the host runs. Name a transport and a store next.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Changes options after the section <c>SysCsv:Consumer</c> was bound.</param>
    public static SysCsvBuilder AddSysCsvConsumer(this IServiceCollection services, Action<ConsumerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        AddRole(services, "AddSysCsvConsumer()", needsStore: true);
        AddOptions(services, ConsumerOptions.Section, configure);
        services.TryAddSingleton<RowChecker>();
        services.TryAddSingleton<BatchApplier>();
        services.TryAddSingleton<BatchProcessor>();
        services.TryAddSingleton<WorkerActivity>();
        services.TryAddSingleton<DeadLetterAccounting>();
        services.TryAddSingleton<QueueWatch>();
        services.TryAddTransient<Worker>();
        services.AddHostedService<ConsumerService>();
        return new(services);
    }

    /// <summary>Adds a rule of the application's own for rows; several are asked in the order of their registration.</summary>
    public static SysCsvBuilder AddRowValidator<TValidator>(this SysCsvBuilder builder)
        where TValidator : class, IRowValidator
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IRowValidator, TValidator>();
        return builder;
    }

    internal static void AddRole(IServiceCollection services, string addedBy, bool needsStore)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SysCsvTelemetry>();
        SysCsvComposition.Of(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SysCsvRole>, CompositionValidator>());
        services.AddOptions<SysCsvRole>().ValidateOnStart().Configure(role =>
        {
            role.AddedBy ??= addedBy;
            role.NeedsStore |= needsStore;
        });
    }

    internal static void AddOptions<TOptions>(IServiceCollection services, string section, Action<TOptions>? configure)
        where TOptions : class
    {
        new SysCsvBuilder(services).AddProviderOptions(section, configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, SectionValidator<TOptions>>(_ => new(section)));
    }
}
