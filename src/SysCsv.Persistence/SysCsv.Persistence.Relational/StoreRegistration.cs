using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SysCsv.Persistence.Relational.Reading;
using SysCsv.Persistence.Relational.Writing;

namespace SysCsv.Persistence.Relational;

/// <summary>Registers a store and its readers over one database.</summary>
internal static class StoreRegistration
{
    public static SysCsvBuilder AddRelationalStore(this SysCsvBuilder builder, string name, Func<IServiceProvider, StoreDatabase> open)
    {
        builder.Services.TryAddSingleton(open);
        builder.Services.TryAddSingleton<IRelationalDatabase>(services => services.GetRequiredService<StoreDatabase>());
        return builder.AddStore(
            name,
            services => new RelationalContactStore(services.GetRequiredService<StoreDatabase>(), Clock(services)),
            services => new RelationalImportReader(services.GetRequiredService<StoreDatabase>()),
            services => new RelationalFateReader(services.GetRequiredService<StoreDatabase>()),
            services => new RelationalContactReader(services.GetRequiredService<StoreDatabase>()));
    }

    private static TimeProvider Clock(IServiceProvider services) => services.GetService<TimeProvider>() ?? TimeProvider.System;
}
