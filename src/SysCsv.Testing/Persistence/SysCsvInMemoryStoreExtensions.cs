using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SysCsv.Testing.Persistence;

namespace SysCsv;

/// <summary>Registers the store in memory.</summary>
public static class SysCsvInMemoryStoreExtensions
{
    /// <summary>Keeps contacts in memory, for tests.</summary>
    public static SysCsvBuilder UseInMemoryStore(this SysCsvBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(services => new InMemoryContactStore(services.GetService<TimeProvider>()));
        return builder.AddStore(
            "InMemory",
            services => services.GetRequiredService<InMemoryContactStore>(),
            services => services.GetRequiredService<InMemoryContactStore>(),
            services => services.GetRequiredService<InMemoryContactStore>(),
            services => services.GetRequiredService<InMemoryContactStore>());
    }
}
