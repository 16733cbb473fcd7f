using Microsoft.Extensions.DependencyInjection;

namespace SysCsv;

/// <summary>What <c>AddSysCsvPublisher()</c> and <c>AddSysCsvConsumer()</c> return, for the <c>Use…</c> methods of transports and stores.</summary>
public sealed class SysCsvBuilder
{
    /// <summary>Creates a builder over <paramref name="services"/>.</summary>
    public SysCsvBuilder(IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        Services = services;
    }

    /// <summary>The services of the host.</summary>
    public IServiceCollection Services { get; }
}
