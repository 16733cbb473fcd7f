using SysCsv.Imports;

namespace SysCsv.Faults.Oracle;

/// <summary>What one import into an empty database has to leave, computed from the rows in file order and nothing else.</summary>
internal sealed record Expected(IReadOnlyList<string> Contacts, ImportCounts Counts)
{
    public static Expected Of(IReadOnlyList<SourceRow> rows, DuplicatePolicy policy)
    {
        var contacts = new SortedDictionary<string, SourceRow>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var key = row.Email.ToLowerInvariant();
            if (policy == DuplicatePolicy.KeepLast || !contacts.ContainsKey(key))
                contacts[key] = row;
        }

        return new(
            [.. contacts.Select(pair => $"{pair.Key}\t{pair.Value.Email}\t{pair.Value.Name}")],
            new(contacts.Count, 0, rows.Count - contacts.Count, 0, 0));
    }
}
