using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SysCsv.Persistence.Relational;
using SysCsv.Persistence.Relational.Reading;
using SysCsv.Persistence.Relational.Writing;
using SysCsv.Testing.Persistence;

namespace SysCsv.Persistence.Tests.Portable;

/// <summary>The portable dialect, on SQLite because that is there.</summary>
public sealed class PortableStoreHarness : IStoreHarness, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("syscsv-portable-").FullName;
    private int _databases;

    public string? SkipReason => null;

    public bool NamesMissingSchema => false;

    public async Task ResetAsync(bool withSchema)
    {
        _databases++;
        if (withSchema)
            await CreateStore().EnsureSchemaAsync(CancellationToken.None);
    }

    public IContactStore CreateStore() => new RelationalContactStore(Open(), TimeProvider.System);

    public IImportReader CreateImportReader() => new RelationalImportReader(Open());

    public IFateReader CreateFateReader() => new RelationalFateReader(Open());

    public IContactReader CreateContactReader() => new RelationalContactReader(Open());

    public IContactStore? CreateUnreachableStore() => null;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private StoreDatabase Open() =>
        SysCsvRelationalExtensions.Open("Portable", options => options.UseSqlite($"Data Source={Path.Combine(_folder, $"{_databases}.db")}"));
}
