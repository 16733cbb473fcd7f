using Microsoft.EntityFrameworkCore;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Persistence.Relational.Reading;
using SysCsv.Portal.Storage;

namespace SysCsv.Portal.Imports;

/// <summary>The imports of the portal's table and of the store in one list.</summary>
internal sealed class ImportList(PortalDatabase database, IImportReader reader)
{
    private const int Chunk = 100;
    private const int MaxSize = 1000;

    private static readonly Comparer<PortalImport> NameOrder = Comparer<PortalImport>.Create((left, right) =>
    {
        var byPresence = (left.FileName is null).CompareTo(right.FileName is null);
        var byName = byPresence != 0 ? byPresence : StringComparer.OrdinalIgnoreCase.Compare(left.FileName, right.FileName);
        return byName != 0 ? byName : right.Id.CompareTo(left.Id);
    });

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

        if (query.Order == ImportOrder.Name)
            return await ListByNameAsync(query, cancellationToken);

        var oldestFirst = query.Order == ImportOrder.Oldest;
        var list = TagOf(query, oldestFirst ? "pio" : "pi");
        Guid? after = query.After is null ? null : Cursor.ReadId(list, query.After);
        var found = new List<PortalImport>();
        await foreach (var import in AllAsync(after, oldestFirst, Math.Max(Chunk, query.Size + 1), cancellationToken))
        {
            if (!Matches(import, query))
                continue;
            if (found.Count == query.Size)
                return new(found, Cursor.Of(list, found[^1].Id.Value));
            found.Add(import);
        }

        return new(found, null);
    }

    private static string TagOf(ImportQuery query, string order) => Cursor.TagOf(order, query.State?.ToString(), query.Search);

    // No index holds the names of both tables: all imports are looked at, which are no millions, and a page of them is kept.
    private async Task<Page<PortalImport>> ListByNameAsync(ImportQuery query, CancellationToken cancellationToken)
    {
        var list = TagOf(query, "pin");
        var last = query.After is null ? null : await FindAsync(new(Cursor.ReadId(list, query.After)), cancellationToken) ?? throw Cursor.Foreign();
        var first = new SortedSet<PortalImport>(NameOrder);
        await foreach (var import in AllAsync(after: null, oldestFirst: false, MaxSize, cancellationToken))
        {
            if (!Matches(import, query) || (last is not null && NameOrder.Compare(import, last) <= 0))
                continue;
            first.Add(import);
            if (first.Count > query.Size + 1)
                first.Remove(first.Max!);
        }

        var items = first.Take(query.Size).ToList();
        return new(items, first.Count > query.Size ? Cursor.Of(list, items[^1].Id.Value) : null);
    }

    /// <summary>Merges both lists, which are in the same order.</summary>
    private async IAsyncEnumerable<PortalImport> AllAsync(
        Guid? after, bool oldestFirst, int chunk, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var sent = SentAsync(after, oldestFirst, chunk, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var stored = StoredAsync(after, oldestFirst, chunk, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var hasSent = await sent.MoveNextAsync();
        var hasStored = await stored.MoveNextAsync();
        while (hasSent || hasStored)
        {
            var order = !hasSent ? -1 : !hasStored ? 1 : sent.Current.Row.Id.CompareTo(stored.Current.Id.Value) * (oldestFirst ? -1 : 1);
            yield return PortalImports.Merge(order >= 0 ? sent.Current : null, order <= 0 ? stored.Current : null);
            if (order >= 0)
                hasSent = await sent.MoveNextAsync();
            if (order <= 0)
                hasStored = await stored.MoveNextAsync();
        }
    }

    private async IAsyncEnumerable<SentImport> SentAsync(
        Guid? after, bool oldestFirst, int chunk, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var last = after; ;)
        {
            var rows = await database.ReadAsync(
                context => WithFiles(context, (oldestFirst ? OldestFirst(context, last) : NewestFirst(context, last)).Take(chunk)).ToListAsync(cancellationToken),
                cancellationToken);
            foreach (var row in rows)
                yield return row;
            if (rows.Count < chunk)
                yield break;
            last = rows[^1].Row.Id;
        }
    }

    private static IQueryable<PortalImportRow> NewestFirst(PortalDbContext context, Guid? last) =>
        (last is { } id ? context.Imports.Where(row => row.Id.CompareTo(id) < 0) : context.Imports).OrderByDescending(row => row.Id);

    private static IQueryable<PortalImportRow> OldestFirst(PortalDbContext context, Guid? last) =>
        (last is { } id ? context.Imports.Where(row => row.Id.CompareTo(id) > 0) : context.Imports).OrderBy(row => row.Id);

    private async IAsyncEnumerable<Import> StoredAsync(
        Guid? last, bool oldestFirst, int chunk, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The portal and the store share a database, and so the form of cursors.
        var after = last is { } id ? Cursor.Of(oldestFirst ? "io" : "i", id) : null;
        do
        {
            var page = await reader.ListImportsAsync(after, Math.Min(chunk, MaxSize), oldestFirst, cancellationToken);
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
