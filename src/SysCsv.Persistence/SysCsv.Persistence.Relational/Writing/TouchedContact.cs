using SysCsv.Imports;
using SysCsv.Persistence.Relational.Merging;

namespace SysCsv.Persistence.Relational.Writing;

/// <summary>What a batch says of one contact.</summary>
internal sealed class TouchedContact
{
    private readonly List<(ImportLayer Layer, RowKey Lowest)> _layers;

    private TouchedContact(string normalizedEmail, List<(ImportLayer Layer, RowKey Lowest)> layers)
    {
        NormalizedEmail = normalizedEmail;
        _layers = layers;
        Alone = BuildAlone(layers);
    }

    public string NormalizedEmail { get; }

    /// <summary>The contact as it is if it did not exist before.</summary>
    public ContactStack Alone { get; }

    /// <summary>The first import that touches the contact here.</summary>
    public ImportId FirstImport => _layers[0].Layer.Import;

    /// <summary>Groups rows by e-mail, in ordinal order, and each group by import.</summary>
    public static List<TouchedContact> Group(IReadOnlyList<AcceptedRow> rows, IReadOnlyDictionary<ImportId, DuplicatePolicy> policies)
    {
        var sorted = rows.ToArray();
        Array.Sort(sorted, Compare);
        var contacts = new List<TouchedContact>(sorted.Length);
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + 1;
            while (end < sorted.Length && sorted[end].Email.Normalized == sorted[start].Email.Normalized)
                end++;
            contacts.Add(new(sorted[start].Email.Normalized, LayersOf(sorted.AsSpan(start..end), policies)));
            start = end;
        }

        return contacts;
    }

    /// <summary>The contact that was there, with what the batch says added.</summary>
    public ContactStack AddTo(ContactStack stored)
    {
        foreach (var (layer, lowest) in _layers)
            stored = stored.Add(layer, lowest);
        return stored;
    }

    private static int Compare(AcceptedRow left, AcceptedRow right)
    {
        var byEmail = string.CompareOrdinal(left.Email.Normalized, right.Email.Normalized);
        return byEmail != 0 ? byEmail : left.Key.CompareTo(right.Key);
    }

    private static List<(ImportLayer Layer, RowKey Lowest)> LayersOf(
        ReadOnlySpan<AcceptedRow> rows, IReadOnlyDictionary<ImportId, DuplicatePolicy> policies)
    {
        var layers = new List<(ImportLayer Layer, RowKey Lowest)>(1);
        foreach (var row in rows)
        {
            var layer = ImportLayer.Of(row.Key, policies[row.Key.Import], Normalize(row));
            if (layers.Count > 0 && layers[^1].Layer.Import == row.Key.Import)
                layers[^1] = (layers[^1].Layer.Merge(layer), layers[^1].Lowest);
            else
                layers.Add((layer, row.Key));
        }

        return layers;
    }

    // "No name" has one form, so that equal data compares equal.
    private static Contacts.ContactData Normalize(AcceptedRow row) => row.Data.Name is "" ? row.Data with { Name = null } : row.Data;

    private static ContactStack BuildAlone(List<(ImportLayer Layer, RowKey Lowest)> layers)
    {
        var stack = new ContactStack(null, [layers[0].Layer], layers[0].Lowest);
        for (var i = 1; i < layers.Count; i++)
            stack = stack.Add(layers[i].Layer, layers[i].Lowest);
        return stack;
    }
}
