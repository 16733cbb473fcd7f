using Microsoft.Extensions.Options;
using SysCsv.Portal.Tests.Services;
using SysCsv.Testing.Persistence;

namespace SysCsv.Portal.Tests.Storage;

public sealed class StartingTests : PortalTestFolder
{
    [Fact]
    public async Task Store_that_is_not_relational_is_refused_with_a_sentence()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(
            () => PortalHost.StartAsync(Folder, consumes: false, store: builder => builder.UseInMemoryStore()));

        Assert.Contains("InMemory is no relational one", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setting_that_is_out_of_range_is_named()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(
            () => PortalHost.StartAsync(Folder, consumes: false, configure: options => options.RowsAhead = 10));

        Assert.Contains("SysCsv:Portal:RowsAhead", refusal.Message, StringComparison.Ordinal);
    }
}
