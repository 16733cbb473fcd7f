using SysCsv.Contacts;
using SysCsv.Persistence;

namespace SysCsv.Tests.Consuming;

/// <summary>A store that fails as it is told, in front of one that works.</summary>
internal sealed class FaultyStore(IContactStore inner, Func<RowBatch, StoreException?> fault, bool isWell = true) : IContactStore
{
    public Task EnsureSchemaAsync(CancellationToken cancellationToken) => inner.EnsureSchemaAsync(cancellationToken);

    public Task<BatchResult> ApplyAsync(RowBatch batch, CancellationToken cancellationToken) =>
        fault(batch) is { } exception ? throw exception : inner.ApplyAsync(batch, cancellationToken);

    public Task<bool> ApplyIfUnchangedAsync(Contact seen, RowBatch batch, CancellationToken cancellationToken) =>
        fault(batch) is { } exception ? throw exception : inner.ApplyIfUnchangedAsync(seen, batch, cancellationToken);

    public Task<Erasure> EraseAsync(EmailAddress email, CancellationToken cancellationToken) => inner.EraseAsync(email, cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken) =>
        isWell ? inner.CheckAsync(cancellationToken) : throw new StoreException(StoreFailure.Unavailable, "The test's database is away.");
}
