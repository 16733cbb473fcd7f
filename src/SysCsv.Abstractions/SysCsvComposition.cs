using Microsoft.Extensions.DependencyInjection;

namespace SysCsv;

/// <summary>Which transports and stores a host named, so that start-up can refuse none or two with a sentence.</summary>
/// <remarks>Written while services are registered, read at start. Not safe for use from many threads.</remarks>
public sealed class SysCsvComposition
{
    private readonly SortedSet<string> _transports = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _stores = new(StringComparer.Ordinal);

    private SysCsvComposition()
    {
    }

    /// <summary>The distinct names of the transports, in ordinal order.</summary>
    public IReadOnlyCollection<string> Transports => _transports;

    /// <summary>The distinct names of the stores, in ordinal order.</summary>
    public IReadOnlyCollection<string> Stores => _stores;

    /// <summary>How many rows share a message unless <c>SysCsv:Publisher:RowsPerMessage</c> says otherwise; null if no transport minds.</summary>
    public int? PreferredRowsPerMessage { get; internal set; }

    /// <summary>The composition of <paramref name="services"/>, registered as a singleton on the first call.</summary>
    public static SysCsvComposition Of(IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        foreach (var service in services)
            if (service.ImplementationInstance is SysCsvComposition composition)
                return composition;

        var created = new SysCsvComposition();
        services.AddSingleton(created);
        return created;
    }

    internal void AddTransport(string name) => _transports.Add(name);

    internal void AddStore(string name) => _stores.Add(name);
}
