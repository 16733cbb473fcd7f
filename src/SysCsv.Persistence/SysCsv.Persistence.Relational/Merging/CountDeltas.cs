using SysCsv.Imports;

namespace SysCsv.Persistence.Relational.Merging;

/// <summary>How the counts of imports move. Not safe for use from many threads.</summary>
internal sealed class CountDeltas
{
    private readonly SortedDictionary<ImportId, ImportCounts> _counts = [];

    /// <summary>By import, in import order; imports whose counts did not move may be among them.</summary>
    public IReadOnlyDictionary<ImportId, ImportCounts> ByImport => _counts;

    public ImportCounts Sum => _counts.Values.Aggregate(default(ImportCounts), (sum, counts) => sum + counts);

    public void Add(ImportId import, ImportCounts counts) => _counts[import] = _counts.GetValueOrDefault(import) + counts;

    /// <summary>Accepted rows: duplicates, until a credit says otherwise.</summary>
    public void AddAccepted(ImportId import, long rows) => Add(import, new(0, 0, rows, 0, 0));

    /// <summary>The difference between what a contact counted for and what it counts for now.</summary>
    public void Move(ContactStack? before, ContactStack after)
    {
        // A new contact of one import, which nearly all are.
        if (before is null && after is { Base: null, Layers.Count: 1 })
        {
            Add(new Credit(after.Layers[0].Import, Inserted: 1, Updated: 0), 1);
            return;
        }

        if (before is not null)
            foreach (var credit in before.Credits())
                Add(credit, -1);
        foreach (var credit in after.Credits())
            Add(credit, 1);
    }

    private void Add(Credit credit, int sign)
    {
        var inserted = sign * credit.Inserted;
        var updated = sign * credit.Updated;
        Add(credit.Import, new(inserted, updated, -inserted - updated, 0, 0));
    }
}
