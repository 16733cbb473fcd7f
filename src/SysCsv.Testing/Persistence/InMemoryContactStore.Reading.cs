using System.Globalization;
using System.Text;
using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Testing.Persistence;

public sealed partial class InMemoryContactStore
{
    /// <inheritdoc/>
    public Task<Import?> FindImportAsync(ImportId id, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return Task.FromResult(_imports.TryGetValue(id, out var import) ? ToImport(import) : null);
    }

    /// <inheritdoc/>
    public Task<Page<Import>> ListImportsAsync(
        string? after = null, int size = 50, bool oldestFirst = false, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return Task.FromResult(oldestFirst
                ? ToPage(_imports.Values.Select(ToImport), "imports, oldest first", after, size)
                : ToPage(_imports.Values.Reverse().Select(ToImport), "imports", after, size));
    }

    /// <inheritdoc/>
    public Task<Page<RejectedRow>> ListRejectedAsync(
        ImportId import, string? reason = null, string? after = null, int size = 50, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return Task.FromResult(ToPage(RowsOf<RejectedRow>(import).Where(row => reason is null || row.Reason == reason), $"rejected {import} {reason}", after, size));
    }

    /// <inheritdoc/>
    public Task<Page<FailedRow>> ListFailedAsync(
        ImportId import, string? after = null, int size = 50, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return Task.FromResult(ToPage(RowsOf<FailedRow>(import), $"failed {import}", after, size));
    }

    /// <inheritdoc/>
    public Task<Page<Contact>> SearchContactsAsync(ContactQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        lock (_lock)
        {
            var found = _contacts.Values.Select(contact => contact.ToContact(PolicyOf)).Where(contact => Matches(contact, query.Search)).ToList();
            var contacts = query.Search is { Length: > 0 } search && found.Count > ContactQuery.MaxSorted
                ? Sort(found.Where(contact => IsByEmail(contact, search)), ContactOrder.Email)
                    .Concat(Sort(found.Where(contact => !IsByEmail(contact, search)), ContactOrder.Name))
                : query.Descending ? Sort(found, query.Order).Reverse() : Sort(found, query.Order);
            return Task.FromResult(ToPage(contacts, $"{query.Order} {query.Descending} {query.Search?.ToUpperInvariant()}", query.After, query.Size));
        }
    }

    /// <inheritdoc/>
    public Task<ScanStep<Contact>> ScanContactsAsync(ContactScan scan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scan);
        CheckText(scan.Text);
        CheckRange(scan.Size, 1000);
        CheckRange(scan.Examine, ContactScan.MaxExamined);
        lock (_lock)
            return Task.FromResult(Scan(scan));
    }

    /// <inheritdoc/>
    public Task<long> CountContactsAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return Task.FromResult((long)_contacts.Count);
    }

    private static bool IsByEmail(Contact contact, string search) =>
        contact.NormalizedEmail.StartsWith(search.ToLowerInvariant(), StringComparison.Ordinal);

    /// <inheritdoc/>
    public Task<long> CountContactsSinceAsync(DateTimeOffset created, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return Task.FromResult(_contacts.Values.LongCount(contact => contact.Created >= created));
    }

    /// <inheritdoc/>
    public Task<Contact?> FindContactAsync(long id, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return Task.FromResult(_contacts.Values.Select(contact => contact.ToContact(PolicyOf)).FirstOrDefault(contact => contact.Id == id));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Contact>> FindContactsAsync(IReadOnlyCollection<string> normalizedEmails, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(normalizedEmails);
        if (normalizedEmails.Count > 1000)
            throw new ArgumentOutOfRangeException(nameof(normalizedEmails));
        lock (_lock)
            return Task.FromResult<IReadOnlyList<Contact>>(
                [.. normalizedEmails.Distinct(StringComparer.Ordinal).Where(_contacts.ContainsKey).Select(email => _contacts[email].ToContact(PolicyOf))]);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Import>> ListRunningImportsAsync(int size = 50, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 1000);
        lock (_lock)
            return Task.FromResult<IReadOnlyList<Import>>(
                [.. _imports.Values.Reverse().Where(import => import.Completed is null).Take(size).Select(ToImport)]);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> CountRejectedAsync(ImportId import, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return Task.FromResult<IReadOnlyDictionary<string, long>>(
                RowsOf<RejectedRow>(import).GroupBy(row => row.Reason).ToDictionary(group => group.Key, group => group.LongCount(), StringComparer.Ordinal));
    }

    /// <inheritdoc/>
    public Task<RowAccount> FindRowAsync(RowKey key, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var row = _imports.TryGetValue(key.Import, out var import) ? import.Rows.GetValueOrDefault(key.Row) : null;
            return Task.FromResult(row switch
            {
                null => RowAccount.Pending,
                RejectedRow rejected => RowAccount.Of(rejected),
                FailedRow failed => RowAccount.Of(failed),
                _ => RowAccount.Accepted,
            });
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RowAccount>> FindRowsAsync(RowKey first, int count, CancellationToken cancellationToken = default)
    {
        CheckRange(count, 1000);
        ArgumentOutOfRangeException.ThrowIfLessThan(first.Row, 1, nameof(first));
        var accounts = new List<RowAccount>();
        for (var offset = 0; offset < count; offset++)
            accounts.Add(await FindRowAsync(first with { Row = first.Row + offset }, cancellationToken));
        return accounts;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ContactCredit>> FindCreditsAsync(
        ImportId import, IReadOnlyCollection<string> normalizedEmails, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(normalizedEmails);
        if (normalizedEmails.Count > 1000)
            throw new ArgumentOutOfRangeException(nameof(normalizedEmails));
        lock (_lock)
            return Task.FromResult<IReadOnlyList<ContactCredit>>(
                [.. normalizedEmails.Distinct(StringComparer.Ordinal).Where(_contacts.ContainsKey).Select(email => _contacts[email].ToCredit(import, PolicyOf))]);
    }

    private static bool Matches(Contact contact, string? search) =>
        search is null
        || IsByEmail(contact, search)
        || (contact.Data.Name ?? "").ToLowerInvariant().StartsWith(search.ToLowerInvariant(), StringComparison.Ordinal);

    private ScanStep<Contact> Scan(ContactScan scan)
    {
        var list = $"scan {scan.Column} {scan.Text}".ToUpperInvariant();
        var (last, examined) = scan.After is null ? (long.MaxValue, 0) : ReadScanCursor(list, scan.After);
        var rest = _contacts.Values.Select(contact => contact.ToContact(PolicyOf)).Where(contact => contact.Id < last).OrderByDescending(contact => contact.Id).ToList();
        var found = new List<Contact>();
        var looked = 0;
        for (; looked < Math.Min(scan.Examine, rest.Count) && found.Count < scan.Size; looked++)
            if (Holds(rest[looked], scan))
                found.Add(rest[looked]);
        var next = looked < rest.Count ? WriteCursor(string.Create(CultureInfo.InvariantCulture, $"{list}:{rest[looked - 1].Id}"), examined + looked) : null;
        return new(found, examined + looked, next);
    }

    private static bool Holds(Contact contact, ContactScan scan)
    {
        var values = contact.Data.Attributes.Where(pair => scan.Column is null || pair.Key.Equals(scan.Column, StringComparison.OrdinalIgnoreCase)).Select(pair => pair.Value);
        if (scan.Column is null)
            values = values.Concat([contact.NormalizedEmail, contact.Data.Email, contact.Data.Name ?? ""]);
        return values.Any(value => Compose(value).Contains(Compose(scan.Text), StringComparison.OrdinalIgnoreCase));
    }

    // The runtime refuses half a surrogate pair and the swapped byte order mark, which names may hold all the same.
    private static string Compose(string text) =>
        text.Contains('\uFFFE', StringComparison.Ordinal) || text.EnumerateRunes().Contains(Rune.ReplacementChar) ? text : text.Normalize();

    private static IEnumerable<Contact> Sort(IEnumerable<Contact> contacts, ContactOrder order) => order switch
    {
        ContactOrder.Email => contacts.OrderBy(contact => contact.NormalizedEmail, StringComparer.Ordinal),
        ContactOrder.Name => contacts.OrderBy(contact => (contact.Data.Name ?? "").ToLowerInvariant(), StringComparer.Ordinal).ThenBy(contact => contact.Id),
        _ => contacts.OrderBy(contact => contact.Created).ThenBy(contact => contact.Id),
    };

    private IEnumerable<T> RowsOf<T>(ImportId import) =>
        _imports.TryGetValue(import, out var record) ? record.Rows.Values.OfType<T>() : [];

    private Import ToImport(ImportRecord import) => new()
    {
        Id = import.Id,
        Policy = import.Policy,
        State = import.Completed is null ? ImportState.Running : ImportState.Completed,
        FileName = import.Start?.FileName,
        Columns = import.Start?.Columns ?? [],
        Records = import.Records,
        Counts = CountsOf(import),
        FirstSeen = import.FirstSeen,
        Completed = import.Completed,
    };

    // The cursor is the list's name and a number of items to skip: simple, since nobody writes while a test reads.
    private static Page<T> ToPage<T>(IEnumerable<T> items, string list, string? after, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 1000);
        var skip = after is null ? 0 : ReadCursor(list, after);
        var rest = items.Skip(skip).Take(size + 1).ToList();
        return rest.Count <= size ? new(rest, null) : new(rest[..size], WriteCursor(list, skip + size));
    }

    private static string WriteCursor(string list, int skip) =>
        Convert.ToHexString(Encoding.UTF8.GetBytes($"{list}:{skip.ToString(CultureInfo.InvariantCulture)}"));

    private static int ReadCursor(string list, string cursor) =>
        int.TryParse(DecodeCursor(list, cursor), NumberStyles.None, CultureInfo.InvariantCulture, out var skip) ? skip : throw Foreign(cursor);

    private static (long Last, int Examined) ReadScanCursor(string list, string cursor) => DecodeCursor(list, cursor).Split(':') is [var last, var examined]
        ? (long.Parse(last, CultureInfo.InvariantCulture), int.Parse(examined, CultureInfo.InvariantCulture))
        : throw Foreign(cursor);

    private static string DecodeCursor(string list, string cursor)
    {
        if (cursor.Length % 2 != 0 || !cursor.All(char.IsAsciiHexDigit))
            throw Foreign(cursor);
        var text = Encoding.UTF8.GetString(Convert.FromHexString(cursor));
        return text.StartsWith($"{list}:", StringComparison.Ordinal) ? text[(list.Length + 1)..] : throw Foreign(cursor);
    }

    private static ArgumentException Foreign(string cursor) => new("The cursor does not belong to this list.", nameof(cursor));

    private static void CheckText(string text) => ArgumentException.ThrowIfNullOrEmpty(text);

    private static void CheckRange(int value, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most);
    }
}
