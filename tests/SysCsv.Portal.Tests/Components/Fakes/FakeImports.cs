using System.Collections.Concurrent;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Reading;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Tests.Components.Fakes;

/// <summary>Imports in a list, and what was asked of them.</summary>
internal sealed class FakeImports : IImports
{
    public List<PortalImport> All { get; } = [];

    public List<string> Calls { get; } = [];

    public SysCsvException? Failure { get; set; }

    /// <summary>Whether what is asked for behind a cursor is refused, as one of another list is.</summary>
    public bool HasNoCursor { get; set; }

    public ImportQuery? Asked { get; private set; }

    /// <summary>How often the list was asked for.</summary>
    public int Listed { get; private set; }

    public ImportSettings? Accepted { get; private set; }

    public RowReport? Row { get; set; }

    /// <summary>The steps through the rows of a file, in order; none is left where the file is gone.</summary>
    public ConcurrentQueue<ScanStep<RowReport>> Rows { get; } = new();

    public ConcurrentQueue<RowQuery> AskedRows { get; } = new();

    public bool Answer { get; set; } = true;

    public ImportId Next { get; set; } = Sample.OtherId;

    public Task<ImportId> AcceptAsync(Guid upload, ImportSettings settings, string? idempotencyKey, Actor actor, CancellationToken cancellationToken)
    {
        Accepted = settings;
        Calls.Add($"accept {upload} by {actor.Name}");
        return Failure is null ? Task.FromResult(Next) : throw Failure;
    }

    public Task<PortalImport?> FindAsync(ImportId id, CancellationToken cancellationToken) =>
        Failure is null ? Task.FromResult(All.Find(import => import.Id == id)) : throw Failure;

    public Task<Page<PortalImport>> ListAsync(ImportQuery query, CancellationToken cancellationToken)
    {
        Asked = query;
        Listed++;
        if (HasNoCursor && query.After is not null)
            throw new ForeignCursorException();
        var fitting = All.Where(import => query.State is null || import.State == query.State)
            .Where(import => query.Search is null || import.FileName?.Contains(query.Search, StringComparison.OrdinalIgnoreCase) == true);
        return Failure is null ? Task.FromResult(new Page<PortalImport>([.. fitting], All.Count > 2 ? "more" : null)) : throw Failure;
    }

    public Task<bool> PauseAsync(ImportId id, Actor actor, CancellationToken cancellationToken) => Called("pause", id, actor);

    public Task<bool> ResumeAsync(ImportId id, Actor actor, CancellationToken cancellationToken) => Called("resume", id, actor);

    public Task<bool> CancelAsync(ImportId id, Actor actor, CancellationToken cancellationToken) => Called("cancel", id, actor);

    public async Task<ImportId?> PublishAgainAsync(ImportId id, Actor actor, CancellationToken cancellationToken) =>
        await Called("again", id, actor) ? Next : null;

    public async Task<string?> SendAgainAsync(ImportId id, Actor actor, CancellationToken cancellationToken) =>
        await Called("send again", id, actor) ? null : "Not now.";

    public Task<RowReport?> FindRowAsync(ImportId id, long number, CancellationToken cancellationToken) =>
        Task.FromResult(Row?.Number == number ? Row : null);

    public Task<ScanStep<RowReport>?> ListRowsAsync(ImportId id, RowQuery query, CancellationToken cancellationToken)
    {
        AskedRows.Enqueue(query);
        if (HasNoCursor && query.After is not null)
            throw new ForeignCursorException();
        return Task.FromResult(Rows.TryDequeue(out var step) ? step : null);
    }

    public Task WriteRejectedAsync(ImportId id, string? reason, Stream output, CancellationToken cancellationToken) => Task.CompletedTask;

    private Task<bool> Called(string what, ImportId id, Actor actor)
    {
        Calls.Add($"{what} {id} by {actor.Name} from {actor.Address}");
        return Failure is null ? Task.FromResult(Answer) : throw Failure;
    }
}
