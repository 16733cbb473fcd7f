using Microsoft.EntityFrameworkCore;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Persistence.Relational.Reading;
using SysCsv.Portal.Storage;

namespace SysCsv.Portal.Imports;

/// <summary>The imports of the portal's table and of the store in one list, newest first.</summary>
internal sealed class ImportList(PortalDatabase database, IImportReader reader)
{
    private const string List = "pi";
    private const int Chunk = 100;
    private const int MaxSize = 1000;

    public static IQueryable<SentImport> WithFiles(PortalDbContext context, IQueryable<PortalImportRow> imports) => imports.AsNoTracking()
        .Select(row => new SentImport(row, context.Uploads.Any(upload => upload.Id == row.UploadId && upload.Removed == null)));

    public async Task<PortalImport?> FindAsync(ImportId id, CancellationToken cancellationToken)
    {
        var sent = await database.ReadAsync(
            context => WithFiles(context, context.Imports.Where(row => row.Id == id.Value)).FirstOrDefaultAsync(cancellationToken), cancellationToken);
        var stored = await reader.FindImportAsync(id, cancellationToken);
        return sent is null && stored is null ? null : PortalImports.Merge(sent, stored);
    }

    public async Task<Page<PortalImport>> ListAsync(ImportQuery query, CancellationToken cancellationToken)
    {
        if (query.Size is < 1 or > MaxSize)
            throw new ArgumentOutOfRangeException(nameof(query), query.Size, "The size of a page is 1 to 1,000.");

        ImportId? before = query.After is null ? null : new(Cursor.ReadId(List, query.After));
        var found = new List<PortalImport>();
        await foreach (var import in AllAsync(before, Math.Max(Chunk, query.Size + 1), cancellationToken))
        {
            if (!Matches(import, query))
                continue;
            if (found.Count == query.Size)
                return new(found, Cursor.Of(List, found[^1].Id.Value));
            found.Add(import);
        }

        return new(found, null);
    }

    /// <summary>Merges both lists, which are in the same order.</summary>
    private async IAsyncEnumerable<PortalImport> AllAsync(
        ImportId? before, int chunk, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var sent = SentAsync(before, chunk, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var stored = StoredAsync(before, chunk, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var hasSent = await sent.MoveNextAsync();
        var hasStored = await stored.MoveNextAsync();
        while (hasSent || hasStored)
        {
            var order = !hasSent ? -1 : !hasStored ? 1 : sent.Current.Row.Id.CompareTo(stored.Current.Id.Value);
            yield return PortalImports.Merge(order >= 0 ? sent.Current : null, order <= 0 ? stored.Current : null);
            if (order >= 0)
                hasSent = await sent.MoveNextAsync();
            if (order <= 0)
                hasStored = await stored.MoveNextAsync();
        }
    }

    private async IAsyncEnumerable<SentImport> SentAsync(
        ImportId? before, int chunk, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var last = before?.Value; ;)
        {
            var rows = await database.ReadAsync(
                context => WithFiles(context, Before(context, last).OrderByDescending(row => row.Id).Take(chunk)).ToListAsync(cancellationToken),
                cancellationToken);
            foreach (var row in rows)
                yield return row;
            if (rows.Count < chunk)
                yield break;
            last = rows[^1].Row.Id;
        }
    }

    private static IQueryable<PortalImportRow> Before(PortalDbContext context, Guid? last) =>
        last is { } id ? context.Imports.Where(row => row.Id.CompareTo(id) < 0) : context.Imports;

    private async IAsyncEnumerable<Import> StoredAsync(
        ImportId? before, int chunk, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The portal and the store share a database, and so the form of cursors.
        var after = before is { } id ? Cursor.Of("i", id.Value) : null;
        do
        {
            var page = await reader.ListImportsAsync(after, Math.Min(chunk, MaxSize), cancellationToken);
            foreach (var import in page.Items)
                yield return import;
            after = page.Next;
        }
        while (after is not null);
    }

    private static bool Matches(PortalImport import, ImportQuery query) =>
        (query.State is null || import.State == query.State)
        && (string.IsNullOrEmpty(query.Search) || (import.FileName?.Contains(query.Search, StringComparison.OrdinalIgnoreCase) ?? false));
}
