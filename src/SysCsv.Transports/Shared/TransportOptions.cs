using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace SysCsv.Transports.Shared;

/// <summary>How a transport gets its options: section, then code, and their annotations checked at start.</summary>
internal static class TransportOptions
{
    public static void AddTransportOptions<TOptions>(this SysCsvBuilder builder, string section, Action<TOptions> configure)
        where TOptions : class
    {
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, AnnotationValidator<TOptions>>());
        builder.AddProviderOptions(section, configure);
    }
}
