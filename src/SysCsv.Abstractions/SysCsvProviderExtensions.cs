using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SysCsv.Persistence;
using SysCsv.Transports;

namespace SysCsv;

/// <summary>What the author of a transport or store calls from a <c>Use…</c> method.</summary>
public static class SysCsvProviderExtensions
{
    /// <summary>Registers a transport that is also its own dead-letter queue. Naming the same one twice registers it once.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="name">The name shown in messages and telemetry, such as <c>RabbitMq</c>.</param>
    /// <param name="create">Makes the transport; called once.</param>
    public static SysCsvBuilder AddTransport<TTransport>(
        this SysCsvBuilder builder, string name, Func<IServiceProvider, TTransport> create)
        where TTransport : class, ITransport, IDeadLetterQueue
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(create);

        SysCsvComposition.Of(builder.Services).AddTransport(name);
        builder.Services.TryAddSingleton(create);
        builder.Services.TryAddSingleton<ITransport>(services => services.GetRequiredService<TTransport>());
        builder.Services.TryAddSingleton<IDeadLetterQueue>(services => services.GetRequiredService<TTransport>());
        return builder;
    }

    /// <summary>
    /// Adds options that are what their section says, then what code says, and are checked at start. Added twice, as by a publisher and a
    /// consumer in one host, the section is read once and before all code.
    /// </summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="section">The key of the section, such as <c>SysCsv:RabbitMq</c>. A container without configuration takes what code says alone.</param>
    /// <param name="configure">Sets the options, over the section; null leaves it at that.</param>
    /// <returns>For further settings, such as a validation.</returns>
    public static OptionsBuilder<TOptions> AddProviderOptions<TOptions>(this SysCsvBuilder builder, string section, Action<TOptions>? configure = null)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(section);

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<TOptions>, SectionBinding<TOptions>>(
            services => new(services.GetService<IConfiguration>()?.GetSection(section))));
        var options = builder.Services.AddOptions<TOptions>().ValidateOnStart();
        return configure is null ? options : options.Configure(configure);
    }

    /// <summary>Makes several rows share a message by default, for a transport that is throttled or paid by the message.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="rows">How many, at least 1.</param>
    public static SysCsvBuilder PreferRowsPerMessage(this SysCsvBuilder builder, int rows)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        SysCsvComposition.Of(builder.Services).PreferredRowsPerMessage = rows;
        return builder;
    }

    /// <summary>Registers a store and its readers, which may be one object. Naming the same one twice registers it once.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="name">The name shown in messages and telemetry, such as <c>Postgres</c>.</param>
    /// <param name="createStore">Makes the writing side; called once, as the others are.</param>
    /// <param name="createImportReader">Makes the reader of imports.</param>
    /// <param name="createFateReader">Makes the reader of fates.</param>
    /// <param name="createContactReader">Makes the reader of contacts.</param>
    public static SysCsvBuilder AddStore(
        this SysCsvBuilder builder,
        string name,
        Func<IServiceProvider, IContactStore> createStore,
        Func<IServiceProvider, IImportReader> createImportReader,
        Func<IServiceProvider, IFateReader> createFateReader,
        Func<IServiceProvider, IContactReader> createContactReader)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(createStore);
        ArgumentNullException.ThrowIfNull(createImportReader);
        ArgumentNullException.ThrowIfNull(createFateReader);
        ArgumentNullException.ThrowIfNull(createContactReader);

        SysCsvComposition.Of(builder.Services).AddStore(name);
        builder.Services.TryAddSingleton(createStore);
        builder.Services.TryAddSingleton(createImportReader);
        builder.Services.TryAddSingleton(createFateReader);
        builder.Services.TryAddSingleton(createContactReader);
        return builder;
    }
}
