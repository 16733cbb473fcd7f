using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SysCsv.Transports.Sqlite;

namespace SysCsv;

/// <summary>Chooses the embedded queue as the transport.</summary>
public static class EmbeddedTransportSysCsvBuilderExtensions
{
    /// <summary>Uses the embedded queue as the configuration section <c>SysCsv:EmbeddedTransport</c> says.</summary>
    public static SysCsvBuilder UseEmbeddedTransport(this SysCsvBuilder builder) =>
        Use(builder, options => options.BindConfiguration(EmbeddedTransportOptions.Section));

    /// <summary>Uses an embedded queue in a file, with the defaults of <see cref="EmbeddedTransportOptions"/>.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="path">The file of the queue, on a local disk. Its folder must exist.</param>
    public static SysCsvBuilder UseEmbeddedTransport(this SysCsvBuilder builder, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Use(builder, options => options.Configure(o => o.DataSource = path));
    }

    /// <summary>Uses the embedded queue as <paramref name="configure"/> says.</summary>
    public static SysCsvBuilder UseEmbeddedTransport(this SysCsvBuilder builder, Action<EmbeddedTransportOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Use(builder, options => options.Configure(configure));
    }

    private static SysCsvBuilder Use(SysCsvBuilder builder, Action<OptionsBuilder<EmbeddedTransportOptions>> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);

        configure(builder.Services.AddOptions<EmbeddedTransportOptions>().ValidateOnStart());
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<EmbeddedTransportOptions>, EmbeddedTransportOptionsValidator>());
        return builder.AddTransport("Embedded", services => new SqliteTransport(
            services.GetRequiredService<IOptions<EmbeddedTransportOptions>>().Value,
            services.GetService<ILogger<SqliteTransport>>(),
            services.GetService<TimeProvider>()));
    }
}
