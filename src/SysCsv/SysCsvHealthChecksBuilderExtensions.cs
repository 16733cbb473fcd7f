using Microsoft.Extensions.DependencyInjection;
using SysCsv.Diagnostics;

namespace SysCsv;

/// <summary>Health checks of what SysCsv needs.</summary>
public static class SysCsvHealthChecksBuilderExtensions
{
    /// <summary>Adds <c>syscsv-transport</c>, and <c>syscsv-store</c> where the host names a store; both carry the tag <c>syscsv</c>. Call it after the <c>Use…</c> methods.</summary>
    public static IHealthChecksBuilder AddSysCsv(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string[] tags = ["syscsv"];
        builder.AddCheck<TransportHealthCheck>("syscsv-transport", tags: tags);
        if (SysCsvComposition.Of(builder.Services).Stores.Count > 0)
            builder.AddCheck<StoreHealthCheck>("syscsv-store", tags: tags);
        return builder;
    }
}
