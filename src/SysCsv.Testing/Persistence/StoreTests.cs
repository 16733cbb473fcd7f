using Xunit;

namespace SysCsv.Testing.Persistence;

/// <summary>What every suite for stores begins with.</summary>
/// <param name="harness">The database for the tests.</param>
public abstract class StoreTests<THarness>(THarness harness)
    where THarness : class, IStoreHarness
{
    /// <summary>The database for the tests.</summary>
    protected THarness Harness { get; } = harness;

    /// <summary>An empty database, or a skip with the harness's reason.</summary>
    protected async Task<StoreProbe> StartAsync(bool withSchema = true)
    {
        Skip.If(Harness.SkipReason is not null, Harness.SkipReason);
        await Harness.ResetAsync(withSchema);
        return new(Harness.CreateStore(), Harness.CreateImportReader(), Harness.CreateFateReader(), Harness.CreateContactReader());
    }
}
