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
        var locked = await dialect.LockContactsAsync(context, keys, [.. batch.Policies.Keys], cancellationToken);
        var rows = locked.Rows.ToDictionary(row => row.NormalizedEmail, StringComparer.Ordinal);
        if (rows.Count != contacts.Count)
            throw new StoreException(StoreFailure.Conflict, "A contact was deleted while a batch was applied.");

        // From after the locks: an import whose rows a locked contact holds is in the table by then.
        var settled = SettledImports.From(locked.FirstRunning, locked.Policies, batch.Policies);
        await CompletePoliciesAsync(contacts, rows, settled, cancellationToken);
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

    // Only where an import that is not of the batch inserted the contact and may bring more rows.
    private async Task CompletePoliciesAsync(
        List<TouchedContact> contacts, Dictionary<string, ContactRow> rows, SettledImports settled, CancellationToken cancellationToken)
    {
        var imports = new HashSet<ImportId>();
        foreach (var contact in contacts)
            if (settled.LacksPolicy(rows[contact.NormalizedEmail], settled.Limit(contact.FirstImport)))
                imports.Add(new(rows[contact.NormalizedEmail].ChangedImport));
        if (imports.Count > 0)
            settled.AddPolicies(await dialect.ReadPoliciesAsync(context, imports, cancellationToken));
    }
}
