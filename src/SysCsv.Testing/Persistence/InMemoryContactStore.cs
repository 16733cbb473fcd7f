using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Testing.Persistence;

/// <summary>
/// A store in memory, for tests: it keeps every row and works out the contacts and the counts from their definition, so that it can
/// judge other stores. Not durable. Safe for use from many threads.
/// </summary>
public sealed partial class InMemoryContactStore(TimeProvider? clock = null) : IContactStore, IImportReader, IFateReader, IContactReader
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly SortedDictionary<ImportId, ImportRecord> _imports = [];
    private readonly Dictionary<string, ContactRecord> _contacts = new(StringComparer.Ordinal);
    private readonly List<ContactRecord> _erased = [];

    /// <inheritdoc/>
    public Task EnsureSchemaAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<BatchResult> ApplyAsync(RowBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
            return Task.FromResult(Apply(batch, _clock.GetUtcNow()));
    }

    /// <inheritdoc/>
    public Task<bool> ApplyIfUnchangedAsync(Contact seen, RowBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(batch);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var contact = _contacts.TryGetValue(seen.NormalizedEmail, out var record) ? record.ToContact(PolicyOf) : null;
            if (contact?.Id != seen.Id || contact.Data != seen.Data)
                return Task.FromResult(false);
            Apply(batch, _clock.GetUtcNow());
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public Task<Erasure> EraseAsync(EmailAddress email, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(email);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            // What it counted for stays counted.
            var erased = _contacts.Remove(email.Normalized, out var contact);
            if (contact is not null)
                _erased.Add(contact);
            return Task.FromResult(new Erasure(
                erased,
                EraseRows<RejectedRow>(email, row => row.RawText, row => row with { RawText = "" }),
                EraseRows<FailedRow>(email, row => row.RawText, row => row with { RawText = "" })));
        }
    }

    private int EraseRows<T>(EmailAddress email, Func<T, string> textOf, Func<T, object> erase)
    {
        var erased = 0;
        foreach (var import in _imports.Values)
        {
            foreach (var (number, row) in import.Rows.Where(row => row.Value is T listed && email.StandsIn(textOf(listed))).ToList())
            {
                import.Rows[number] = erase((T)row);
                erased++;
            }
        }

        return erased;
    }

    private BatchResult Apply(RowBatch batch, DateTimeOffset now)
    {
        RequirePolicies(batch);
        var running = _imports.Values.Where(import => import.Completed is null).Select(import => import.Id).ToHashSet();
        var before = SumCounts();
        var repeated = 0;
        foreach (var import in ImportsOf(batch))
            if (_imports.TryAdd(import, new(import, batch.Policies[import], now)))
                running.Add(import);
        foreach (var start in batch.Starts)
            _imports[start.Import].Start ??= start;
        foreach (var end in batch.Ends)
            _imports[end.Import].Records ??= end.Records;
        foreach (var row in batch.Accepted)
            repeated += Account(row.Key, row) ? 0 : 1;
        foreach (var row in batch.Rejected)
            repeated += Account(row.Key, row) ? 0 : 1;
        foreach (var row in batch.Failed)
            repeated += Account(row.Key, row) ? 0 : 1;

        TouchContacts(batch.Accepted, now);
        var completed = CompleteImports(running, now);
        var after = SumCounts();
        return new(Subtract(after, before), repeated, completed);
    }

    private static IEnumerable<ImportId> ImportsOf(RowBatch batch) => batch.Starts.Select(start => start.Import)
        .Concat(batch.Ends.Select(end => end.Import))
        .Concat(batch.Accepted.Select(row => row.Key.Import))
        .Concat(batch.Rejected.Select(row => row.Key.Import))
        .Concat(batch.Failed.Select(row => row.Key.Import))
        .Distinct();

    private static void RequirePolicies(RowBatch batch)
    {
        foreach (var import in ImportsOf(batch))
            if (!batch.Policies.ContainsKey(import))
                throw new ArgumentException($"The batch does not say the policy of import {import}.", nameof(batch));
    }

    // A row is accounted for once; what failed can be replayed.
    private bool Account(RowKey key, object row)
    {
        var rows = _imports[key.Import].Rows;
        if (rows.TryGetValue(key.Row, out var known) && (known is not FailedRow || row is FailedRow))
            return false;

        rows[key.Row] = row;
        if (row is AcceptedRow accepted)
            ContactOf(accepted.Email.Normalized).Rows[key] = accepted;
        return true;
    }

    private ContactRecord ContactOf(string email)
    {
        if (!_contacts.TryGetValue(email, out var contact))
            _contacts[email] = contact = new(_contacts.Count + _erased.Count + 1, email);
        return contact;
    }

    private void TouchContacts(IEnumerable<AcceptedRow> rows, DateTimeOffset now)
    {
        // A row that was accounted for before can name somebody else now, of whom there is no contact.
        foreach (var contact in rows.Select(row => _contacts.GetValueOrDefault(row.Email.Normalized)).OfType<ContactRecord>().Distinct())
        {
            var data = contact.Replay(PolicyOf).Data;
            if (data == contact.LastData)
                continue;
            contact.Created ??= now;
            contact.Changed = now;
            contact.LastData = data;
        }
    }

    private List<ImportId> CompleteImports(HashSet<ImportId> running, DateTimeOffset now)
    {
        var completed = new List<ImportId>();
        foreach (var id in running.Order())
        {
            var import = _imports[id];
            if (import.Records != import.Rows.Count)
                continue;
            import.Completed = now;
            completed.Add(id);
        }

        return completed;
    }

    private DuplicatePolicy PolicyOf(ImportId import) => _imports[import].Policy;

    private ImportCounts CountsOf(ImportRecord import)
    {
        long inserted = 0, updated = 0;
        foreach (var contact in _contacts.Values.Concat(_erased))
        {
            var credit = contact.Replay(PolicyOf).Credits.GetValueOrDefault(import.Id);
            inserted += credit.Inserted;
            updated += credit.Updated;
        }

        var accepted = import.Rows.Values.Count(row => row is AcceptedRow);
        return new(
            inserted,
            updated,
            accepted - inserted - updated,
            import.Rows.Values.Count(row => row is RejectedRow),
            import.Rows.Values.Count(row => row is FailedRow));
    }

    private ImportCounts SumCounts() => _imports.Values.Select(CountsOf).Aggregate(default(ImportCounts), (sum, counts) => sum + counts);

    private static ImportCounts Subtract(ImportCounts left, ImportCounts right) => new(
        left.Inserted - right.Inserted,
        left.Updated - right.Updated,
        left.Duplicate - right.Duplicate,
        left.Rejected - right.Rejected,
        left.Failed - right.Failed);
}
