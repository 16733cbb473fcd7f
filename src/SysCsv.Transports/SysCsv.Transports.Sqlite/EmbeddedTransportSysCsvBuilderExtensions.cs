using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SysCsv.Transports.Sqlite;
using SysCsv.Transports.Shared;

namespace SysCsv;

/// <summary>Chooses the embedded queue as the transport.</summary>
public static class EmbeddedTransportSysCsvBuilderExtensions
{
    /// <summary>Uses the embedded queue as the configuration section <c>SysCsv:EmbeddedTransport</c> says.</summary>
    public static SysCsvBuilder UseEmbeddedTransport(this SysCsvBuilder builder) => builder.UseEmbeddedTransport(_ => { });

    /// <summary>Uses an embedded queue in a file.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="path">The file of the queue, on a local disk, in place of what the section <c>SysCsv:EmbeddedTransport</c> says. Its folder must exist.</param>
    public static SysCsvBuilder UseEmbeddedTransport(this SysCsvBuilder builder, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return builder.UseEmbeddedTransport(options => options.DataSource = path);
    }

    /// <summary>Uses the embedded queue as code says.</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="configure">Sets the options, over what the section <c>SysCsv:EmbeddedTransport</c> says.</param>
    public static SysCsvBuilder UseEmbeddedTransport(this SysCsvBuilder builder, Action<EmbeddedTransportOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.AddTransportOptions(EmbeddedTransportOptions.Section, configure);
        return builder.AddTransport("Embedded", services => new SqliteTransport(
            services.GetRequiredService<IOptions<EmbeddedTransportOptions>>().Value,
            services.GetService<ILogger<SqliteTransport>>(),
            services.GetService<TimeProvider>()));
    }
}
