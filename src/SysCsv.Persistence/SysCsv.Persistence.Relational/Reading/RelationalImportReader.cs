using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Reading;

/// <summary>The reading side over any relational database.</summary>
internal sealed class RelationalImportReader(StoreDatabase database) : IImportReader
{
    private const int MaxSize = 1000;

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
        CheckSize(size);
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

    public Task<Page<RejectedRow>> ListRejectedAsync(
        ImportId import, string? reason = null, string? after = null, int size = 50, CancellationToken cancellationToken = default)
    {
        CheckSize(size);
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

    public Task<Page<FailedRow>> ListFailedAsync(
        ImportId import, string? after = null, int size = 50, CancellationToken cancellationToken = default)
    {
        CheckSize(size);
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

    public Task<Page<Contact>> SearchContactsAsync(ContactQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        CheckSize(query.Size);
        return database.RunAsync(context => ContactPages.ReadAsync(context, query, cancellationToken), cancellationToken);
    }

    public Task<ScanStep<Contact>> ScanContactsAsync(ContactScan scan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scan);
        CheckSize(scan.Size);
        CheckSize(scan.Examine, ContactScan.MaxExamined);
        var text = new ContactText(scan.Text, scan.Column);
        return database.RunAsync(
            async context =>
            {
                var contacts = context.Set<ContactRow>().AsNoTracking();
                var walk = ContactWalk.From(contacts, text, scan);
                await walk.GoAsync(scan.Size, scan.Examine, cancellationToken);
                return new ScanStep<Contact>(await FindNewestFirstAsync(contacts, walk.Found, cancellationToken), walk.Examined, walk.Next);
            },
            cancellationToken);
    }

    public Task<long> CountContactsAsync(CancellationToken cancellationToken = default) =>
        database.RunAsync(context => context.Set<ContactRow>().LongCountAsync(cancellationToken), cancellationToken);

    public Task<long> CountContactsSinceAsync(DateTimeOffset created, CancellationToken cancellationToken = default)
    {
        var since = created.UtcDateTime;
        return database.RunAsync(context => context.Set<ContactRow>().LongCountAsync(row => row.Created >= since, cancellationToken), cancellationToken);
    }

    public Task<Contact?> FindContactAsync(long id, CancellationToken cancellationToken = default) => database.RunAsync(
        async context => (await context.Set<ContactRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken))?.ToContact(),
        cancellationToken);

    public async Task<IReadOnlyList<Contact>> FindContactsAsync(
        IReadOnlyCollection<string> normalizedEmails, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(normalizedEmails);
        if (normalizedEmails.Count == 0)
            return [];

        CheckSize(normalizedEmails.Count);
        var keys = normalizedEmails.ToArray();
        var rows = await database.RunAsync(
            context => Find(context.Set<ContactRow>().AsNoTracking(), keys).ToListAsync(cancellationToken), cancellationToken);
        return rows.ConvertAll(row => row.ToContact());
    }

    public async Task<IReadOnlyList<Import>> ListRunningImportsAsync(int size = 50, CancellationToken cancellationToken = default)
    {
        CheckSize(size);
        var rows = await database.RunAsync(
            context => context.Set<ImportRow>().AsNoTracking().Where(row => row.State == ImportState.Running)
                .OrderByDescending(row => row.Id).Take(size).ToListAsync(cancellationToken),
            cancellationToken);
        return rows.ConvertAll(ToImport);
    }

    public async Task<IReadOnlyDictionary<string, long>> CountRejectedAsync(ImportId import, CancellationToken cancellationToken = default)
    {
        var counts = await database.RunAsync(
            context => context.Set<RejectedRowRow>().Where(row => row.ImportId == import.Value)
                .GroupBy(row => row.Reason).Select(group => new { Reason = group.Key, Rows = group.LongCount() }).ToListAsync(cancellationToken),
            cancellationToken);
        return counts.ToDictionary(count => count.Reason, count => count.Rows, StringComparer.Ordinal);
    }

    public async Task<RowAccount> FindRowAsync(RowKey key, CancellationToken cancellationToken = default) =>
        key.Row < 1 ? RowAccount.Pending : (await FindRowsAsync(key, 1, cancellationToken))[0];

    public Task<IReadOnlyList<RowAccount>> FindRowsAsync(RowKey first, int count, CancellationToken cancellationToken = default)
    {
        CheckSize(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(first.Row, 1, nameof(first));
        return database.RunAsync(context => RowAccounts.FindAsync(context, first, count, cancellationToken), cancellationToken);
    }

    public async Task<IReadOnlyList<ContactCredit>> FindCreditsAsync(
        ImportId import, IReadOnlyCollection<string> normalizedEmails, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(normalizedEmails);
        if (normalizedEmails.Count == 0)
            return [];

        CheckSize(normalizedEmails.Count);
        var keys = normalizedEmails.ToArray();
        return await database.RunAsync<IReadOnlyList<ContactCredit>>(
            async context =>
            {
                var policy = await context.Set<ImportRow>().Where(row => row.Id == import.Value).Select(row => (DuplicatePolicy?)row.Policy).FirstOrDefaultAsync(cancellationToken);
                var rows = await Find(context.Set<ContactRow>().AsNoTracking(), keys).ToListAsync(cancellationToken);
                return rows.ConvertAll(row => ContactCredits.Of(row, import, policy));
            },
            cancellationToken);
    }

    // Only of those that were found more is read than is looked at. One that was erased meanwhile is not there any more.
    private async Task<IReadOnlyList<Contact>> FindNewestFirstAsync(
        IQueryable<ContactRow> contacts, IReadOnlyCollection<string> normalizedEmails, CancellationToken cancellationToken)
    {
        if (normalizedEmails.Count == 0)
            return [];
        var rows = await Find(contacts, [.. normalizedEmails]).ToListAsync(cancellationToken);
        return [.. rows.OrderByDescending(row => row.Id).Select(row => row.ToContact())];
    }

    // A parameter for each key makes a new statement every time: many times slower where the database takes a list.
    private IQueryable<ContactRow> Find(IQueryable<ContactRow> contacts, string[] keys) => database.Dialect.TakesLists
        ? contacts.Where(row => EF.Parameter(keys).Contains(row.NormalizedEmail))
        : contacts.Where(row => keys.Contains(row.NormalizedEmail));

    private static IQueryable<ImportRow> NewestFirst(IQueryable<ImportRow> imports, Guid? last) =>
        (last is { } id ? imports.Where(row => row.Id.CompareTo(id) < 0) : imports).OrderByDescending(row => row.Id);

    private static IQueryable<ImportRow> OldestFirst(IQueryable<ImportRow> imports, Guid? last) =>
        (last is { } id ? imports.Where(row => row.Id.CompareTo(id) > 0) : imports).OrderBy(row => row.Id);

    private static void CheckSize(int size, int most = MaxSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, most);
    }

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
