using SysCsv.Imports;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Imports;

/// <summary>The imports as pages and the REST API use them.</summary>
internal sealed class ImportService(
    AcceptedImports accepted, SendingAgain sending, ImportList list, RowLookup row, RowList rows, RejectedRowsFile rejected) : IImports
{
    public Task<ImportId> AcceptAsync(
        Guid upload, ImportSettings settings, string? idempotencyKey, Actor actor, CancellationToken cancellationToken) =>
        accepted.AcceptAsync(upload, settings, idempotencyKey, actor, cancellationToken);

    public Task<PortalImport?> FindAsync(ImportId id, CancellationToken cancellationToken) => list.FindAsync(id, cancellationToken);

    public Task<Page<PortalImport>> ListAsync(ImportQuery query, CancellationToken cancellationToken) => list.ListAsync(query, cancellationToken);

    public Task<bool> PauseAsync(ImportId id, Actor actor, CancellationToken cancellationToken) => accepted.PauseAsync(id, actor, cancellationToken);

    public Task<bool> ResumeAsync(ImportId id, Actor actor, CancellationToken cancellationToken) => accepted.ResumeAsync(id, actor, cancellationToken);

    public Task<bool> CancelAsync(ImportId id, Actor actor, CancellationToken cancellationToken) => accepted.CancelAsync(id, actor, cancellationToken);

    public Task<ImportId?> PublishAgainAsync(ImportId id, Actor actor, CancellationToken cancellationToken) =>
        accepted.AcceptAgainAsync(id, actor, cancellationToken);

    public Task<string?> SendAgainAsync(ImportId id, Actor actor, CancellationToken cancellationToken) => sending.SendAsync(id, actor, cancellationToken);

    public Task<RowReport?> FindRowAsync(ImportId id, long number, CancellationToken cancellationToken) => row.FindAsync(id, number, cancellationToken);

    public Task<ScanStep<RowReport>?> ListRowsAsync(ImportId id, RowQuery query, CancellationToken cancellationToken) =>
        rows.ReadAsync(id, query, cancellationToken);

    public Task WriteRejectedAsync(ImportId id, string? reason, Stream output, CancellationToken cancellationToken) =>
        rejected.WriteAsync(id, reason, output, cancellationToken);
}
