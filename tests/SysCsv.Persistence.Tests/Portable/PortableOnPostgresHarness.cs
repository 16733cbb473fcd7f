using Microsoft.EntityFrameworkCore;
using SysCsv.Persistence.Relational;
using SysCsv.Persistence.Relational.Reading;
using SysCsv.Persistence.Relational.Writing;
using SysCsv.Persistence.Tests.Postgres;
using SysCsv.Testing.Persistence;

namespace SysCsv.Persistence.Tests.Portable;

/// <summary>The portable dialect on a server with many writers at once, and none of PostgreSQL's own statements.</summary>
public sealed class PortableOnPostgresHarness : IStoreHarness, IAsyncLifetime
{
    private readonly PostgresStoreHarness _server = new();

    public string? SkipReason => _server.SkipReason;

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    public async Task ResetAsync(bool withSchema)
    {
        await _server.ResetAsync(withSchema: false);
        if (withSchema)
            await CreateStore().EnsureSchemaAsync(CancellationToken.None);
    }

    public IContactStore CreateStore() => new RelationalContactStore(Open(_server.ConnectionString), TimeProvider.System);

    public IImportReader CreateImportReader() => new RelationalImportReader(Open(_server.ConnectionString));

    public IFateReader CreateFateReader() => new RelationalFateReader(Open(_server.ConnectionString));

    public IContactReader CreateContactReader() => new RelationalContactReader(Open(_server.ConnectionString));

    // Nothing listens on port 1.
    public IContactStore CreateUnreachableStore() =>
        new RelationalContactStore(Open("Host=127.0.0.1;Port=1;Database=none;Username=nobody;Timeout=5"), TimeProvider.System);

    private static StoreDatabase Open(string connectionString) =>
        SysCsvRelationalExtensions.Open("Portable", options => options.UseNpgsql(connectionString));
}
