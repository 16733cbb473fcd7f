using SysCsv.Persistence;
using SysCsv.Testing.Persistence;

namespace SysCsv.Persistence.Tests.InMemory;

public sealed class InMemoryStoreHarness : IStoreHarness
{
    private InMemoryContactStore _store = new();

    public string? SkipReason => null;

    public bool NamesMissingSchema => false;

    public Task ResetAsync(bool withSchema)
    {
        _store = new();
        return Task.CompletedTask;
    }

    public IContactStore CreateStore() => _store;

    public IImportReader CreateReader() => _store;

    public IContactStore? CreateUnreachableStore() => null;
}
