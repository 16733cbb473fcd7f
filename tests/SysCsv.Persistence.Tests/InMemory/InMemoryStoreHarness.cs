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

    public IImportReader CreateImportReader() => _store;

    public IFateReader CreateFateReader() => _store;

    public IContactReader CreateContactReader() => _store;

    public IContactStore? CreateUnreachableStore() => null;
}
