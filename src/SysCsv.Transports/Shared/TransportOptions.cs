using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace SysCsv.Transports.Shared;

/// <summary>How a transport gets its options: what its section says, then what code says on top, and both checked at start.</summary>
internal static class TransportOptions
{
    /// <summary>Adds the options; asked twice, as by a publisher and a consumer in one host, the section is still read before all code.</summary>
    public static void AddTransportOptions<TOptions>(this SysCsvBuilder builder, string section, Action<TOptions> configure)
        where TOptions : class
    {
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<TOptions>, SectionBinding<TOptions>>(
            services => new(services.GetService<IConfiguration>()?.GetSection(section))));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, AnnotationValidator<TOptions>>());
        builder.Services.AddOptions<TOptions>().Configure(configure).ValidateOnStart();
    }
}
