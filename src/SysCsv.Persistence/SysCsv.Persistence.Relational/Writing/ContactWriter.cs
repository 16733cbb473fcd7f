using SysCsv.Imports;
using SysCsv.Persistence.Relational.Merging;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Writing;

/// <summary>Brings the contacts of a batch to where its rows put them, and counts what that changed.</summary>
internal sealed class ContactWriter(UpsertDialect dialect, SysCsvDbContext context, RowBatch batch, CountDeltas counts, DateTime now)
{
    public async Task WriteAsync(IReadOnlyList<AcceptedRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return;

        foreach (var import in rows.CountBy(row => row.Key.Import))
            counts.AddAccepted(import.Key, import.Value);

        var contacts = TouchedContact.Group(rows, batch.Policies);
        var candidates = contacts.ConvertAll(contact => ContactMapping.NewRow(contact.NormalizedEmail, contact.Alone, now));
        var existing = await dialect.InsertContactsAsync(context, candidates, cancellationToken);
        var stored = existing.ToHashSet(StringComparer.Ordinal);
        foreach (var contact in contacts)
            if (!stored.Contains(contact.NormalizedEmail))
                counts.Move(null, contact.Alone);

        if (stored.Count > 0)
            await MergeAsync(contacts.FindAll(contact => stored.Contains(contact.NormalizedEmail)), cancellationToken);
    }

    private async Task MergeAsync(List<TouchedContact> contacts, CancellationToken cancellationToken)
    {
        var keys = contacts.ConvertAll(contact => contact.NormalizedEmail);
        var rows = (await dialect.LockContactsAsync(context, keys, cancellationToken)).ToDictionary(row => row.NormalizedEmail, StringComparer.Ordinal);
        if (rows.Count != contacts.Count)
            throw new StoreException(StoreFailure.Conflict, "A contact was deleted while a batch was applied.");

        // Read after the locks: an import whose rows a locked contact holds is in the table by then.
        var settled = await ReadSettledAsync(rows.Values, cancellationToken);
        var changed = new List<ContactRow>(contacts.Count);
        foreach (var contact in contacts)
            if (Merge(contact, rows[contact.NormalizedEmail], settled))
                changed.Add(rows[contact.NormalizedEmail]);
        if (changed.Count > 0)
            await dialect.UpdateContactsAsync(context, changed, cancellationToken);
    }

    private bool Merge(TouchedContact contact, ContactRow row, SettledImports settled)
    {
        var limit = settled.Limit(contact.FirstImport);
        var before = settled.ReadStack(row, limit);
        var after = contact.AddTo(before);
        if (ReferenceEquals(before, after))
            return false;

        counts.Move(before, after);
        return row.Update(after.Settle(limit, settled.Horizon), now);
    }

    private async Task<SettledImports> ReadSettledAsync(IEnumerable<ContactRow> rows, CancellationToken cancellationToken)
    {
        var imports = batch.Policies.Keys.ToHashSet();
        foreach (var row in rows)
            if (row.Layers is null)
                imports.Add(new(row.ChangedImport));

        var running = await dialect.ReadImportsAsync(context, imports, cancellationToken);
        return SettledImports.From(running, batch.Policies);
    }
}
