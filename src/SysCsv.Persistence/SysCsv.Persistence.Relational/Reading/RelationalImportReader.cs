using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Reading;

/// <summary>Reads imports from any relational database.</summary>
internal sealed class RelationalImportReader(StoreDatabase database) : IImportReader
{
    public Task<Import?> FindImportAsync(ImportId id, CancellationToken cancellationToken = default) => database.RunAsync(
        async context =>
        {
            var row = await context.Set<ImportRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id.Value, cancellationToken);
            return row is null ? null : ToImport(row);
        },
        cancellationToken);

    public Task<Page<Import>> ListImportsAsync(
        string? after = null, int size = 50, bool oldestFirst = false, CancellationToken cancellationToken = default)
    {
        PageSize.Check(size);
        var list = oldestFirst ? "io" : "i";
        return database.RunAsync(
            async context =>
            {
                Guid? last = after is null ? null : Cursor.ReadId(list, after);
                var imports = context.Set<ImportRow>().AsNoTracking();
                var rows = await (oldestFirst ? OldestFirst(imports, last) : NewestFirst(imports, last)).Take(size + 1).ToListAsync(cancellationToken);
                return ToPage(rows, size, ToImport, row => Cursor.Of(list, row.Id));
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<Import>> ListRunningImportsAsync(int size = 50, CancellationToken cancellationToken = default)
    {
        PageSize.Check(size);
        var rows = await database.RunAsync(
            context => context.Set<ImportRow>().AsNoTracking().Where(row => row.State == ImportState.Running)
                .OrderByDescending(row => row.Id).Take(size).ToListAsync(cancellationToken),
            cancellationToken);
        return rows.ConvertAll(ToImport);
    }

    public Task<Page<RejectedRow>> ListRejectedAsync(
        ImportId import, string? reason = null, string? after = null, int size = 50, CancellationToken cancellationToken = default)
    {
        PageSize.Check(size);
        var list = Cursor.TagOf("r", import.ToString(), reason);
        return database.RunAsync(
            async context =>
            {
                var last = after is null ? 0 : Cursor.ReadNumber(list, after);
                var rows = await context.Set<RejectedRowRow>().AsNoTracking()
                    .Where(row => row.ImportId == import.Value && row.Row > last && (reason == null || row.Reason == reason))
                    .OrderBy(row => row.Row).Take(size + 1).ToListAsync(cancellationToken);
                return ToPage(
                    rows,
                    size,
                    row => new RejectedRow(new(import, row.Row), row.Line, row.Reason, row.Detail, row.RawText),
                    row => Cursor.Of(list, row.Row));
            },
            cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, long>> CountRejectedAsync(ImportId import, CancellationToken cancellationToken = default)
    {
        var counts = await database.RunAsync(
            context => context.Set<RejectedRowRow>().Where(row => row.ImportId == import.Value)
                .GroupBy(row => row.Reason).Select(group => new { Reason = group.Key, Rows = group.LongCount() }).ToListAsync(cancellationToken),
            cancellationToken);
        return counts.ToDictionary(count => count.Reason, count => count.Rows, StringComparer.Ordinal);
    }

    public Task<Page<FailedRow>> ListFailedAsync(
        ImportId import, string? after = null, int size = 50, CancellationToken cancellationToken = default)
    {
        PageSize.Check(size);
        var list = Cursor.TagOf("f", import.ToString());
        return database.RunAsync(
            async context =>
            {
                var last = after is null ? 0 : Cursor.ReadNumber(list, after);
                var rows = await context.Set<FailedRowRow>().AsNoTracking()
                    .Where(row => row.ImportId == import.Value && row.Row > last)
                    .OrderBy(row => row.Row).Take(size + 1).ToListAsync(cancellationToken);
                return ToPage(
                    rows, size, row => new FailedRow(new(import, row.Row), row.Line, row.Reason, row.RawText), row => Cursor.Of(list, row.Row));
            },
            cancellationToken);
    }

    private static IQueryable<ImportRow> NewestFirst(IQueryable<ImportRow> imports, Guid? last) =>
        (last is { } id ? imports.Where(row => row.Id.CompareTo(id) < 0) : imports).OrderByDescending(row => row.Id);

    private static IQueryable<ImportRow> OldestFirst(IQueryable<ImportRow> imports, Guid? last) =>
        (last is { } id ? imports.Where(row => row.Id.CompareTo(id) > 0) : imports).OrderBy(row => row.Id);

    private static Page<T> ToPage<TRow, T>(List<TRow> rows, int size, Func<TRow, T> toItem, Func<TRow, string> toCursor) =>
        new([.. rows.Take(size).Select(toItem)], rows.Count > size ? toCursor(rows[size - 1]) : null);

    private static Import ToImport(ImportRow row) => new()
    {
        Id = new(row.Id),
        Policy = row.Policy,
        State = row.State,
        FileName = row.FileName,
        Columns = row.Columns is null ? [] : JsonSerializer.Deserialize<string[]>(row.Columns) ?? [],
        Records = row.Records,
        Counts = new(row.Inserted, row.Updated, row.Duplicate, row.Rejected, row.Failed),
        FirstSeen = new(row.FirstSeen),
        Completed = row.Completed is { } completed ? new DateTimeOffset(completed) : null,
    };
}
