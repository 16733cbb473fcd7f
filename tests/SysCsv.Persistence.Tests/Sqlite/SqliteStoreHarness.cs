using Microsoft.Data.Sqlite;
using SysCsv.Persistence.Relational;
using SysCsv.Persistence.Relational.Reading;
using SysCsv.Persistence.Relational.Writing;
using SysCsv.Persistence.Sqlite;
using SysCsv.Testing.Persistence;

namespace SysCsv.Persistence.Tests.Sqlite;

public sealed class SqliteStoreHarness : IStoreHarness, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("syscsv-store-").FullName;
    private int _databases;

    public string? SkipReason => null;

    public string ConnectionString => $"Data Source={Path.Combine(_folder, $"{_databases}.db")}";

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

    public IContactStore CreateUnreachableStore() =>
        new RelationalContactStore(SqliteStore.Open($"Data Source={Path.Combine(_folder, "missing", "folder.db")}"), TimeProvider.System);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private StoreDatabase Open() => SqliteStore.Open(ConnectionString);
}
