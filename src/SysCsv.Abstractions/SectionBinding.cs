using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace SysCsv;

/// <summary>Reads options from their section.</summary>
/// <param name="section">Null in a container without configuration, as in a test or a small program.</param>
internal sealed class SectionBinding<TOptions>(IConfigurationSection? section) : IConfigureOptions<TOptions>
    where TOptions : class
{
    public void Configure(TOptions options) => section?.Bind(options);
}
