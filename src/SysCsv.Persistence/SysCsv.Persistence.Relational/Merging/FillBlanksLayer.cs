using SysCsv.Contacts;
using SysCsv.Imports;

namespace SysCsv.Persistence.Relational.Merging;

/// <summary>The layer of an import that fills blanks: for each field the first value that is not blank, with the row it stands in.</summary>
internal sealed class FillBlanksLayer(
    ImportId import, RowValue email, RowValue? name, IReadOnlyDictionary<string, RowValue> attributes) : ImportLayer(import)
{
    public override DuplicatePolicy Policy => DuplicatePolicy.FillBlanks;

    public RowValue Email { get; } = email;

    public RowValue? Name { get; } = name;

    public IReadOnlyDictionary<string, RowValue> Attributes { get; } = attributes;

    public static FillBlanksLayer Of(RowKey key, ContactData data) => new(
        key.Import,
        new(key.Row, data.Email),
        string.IsNullOrEmpty(data.Name) ? null : new RowValue(key.Row, data.Name),
        data.Attributes.ToDictionary(pair => pair.Key, pair => new RowValue(key.Row, pair.Value), StringComparer.Ordinal));

    public override ImportLayer Merge(ImportLayer other)
    {
        var layer = (FillBlanksLayer)other;
        var firstEmail = First(Email, layer.Email);
        var firstName = Name is { } mine && layer.Name is { } theirs ? First(mine, theirs) : Name ?? layer.Name;
        var firsts = MergeAttributes(layer.Attributes);
        return firstEmail == Email && firstName == Name && ReferenceEquals(firsts, Attributes)
            ? this
            : new FillBlanksLayer(Import, firstEmail, firstName, firsts);
    }

    public override FoldState Over(FoldState? below) => below is null ? Alone() : Fill(below);

    private static RowValue First(RowValue one, RowValue other) => other.Row < one.Row ? other : one;

    private IReadOnlyDictionary<string, RowValue> MergeAttributes(IReadOnlyDictionary<string, RowValue> others)
    {
        Dictionary<string, RowValue>? merged = null;
        foreach (var (label, value) in others)
        {
            if (Attributes.TryGetValue(label, out var mine) && mine.Row <= value.Row)
                continue;
            merged ??= new(Attributes, StringComparer.Ordinal);
            merged[label] = value;
        }

        return merged ?? Attributes;
    }

    private FoldState Alone()
    {
        var data = new ContactData(Email.Value, Name?.Value, ContactAttributes.From(Pairs(Attributes)));
        var last = Math.Max(Email.Row, Name?.Row ?? 0);
        foreach (var value in Attributes.Values)
            last = Math.Max(last, value.Row);
        return new(data, new(Import, last), new(Import, Email.Row));
    }

    private FoldState Fill(FoldState below)
    {
        var missing = Attributes.Where(pair => !below.Data.Attributes.ContainsKey(pair.Key)).ToList();
        var filled = string.IsNullOrEmpty(below.Data.Name) ? Name : null;
        if (missing.Count == 0 && filled is null)
            return below;

        var last = filled?.Row ?? 0;
        foreach (var (_, value) in missing)
            last = Math.Max(last, value.Row);
        var data = below.Data with
        {
            Name = filled?.Value ?? below.Data.Name,
            Attributes = missing.Count == 0 ? below.Data.Attributes : ContactAttributes.From(below.Data.Attributes.Concat(Pairs(missing))),
        };
        return below with { Data = data, ChangedBy = new(Import, last) };
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(IEnumerable<KeyValuePair<string, RowValue>> values) =>
        values.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Value));
}

/// <summary>A value of a field and the number of the row it stands in.</summary>
internal readonly record struct RowValue(long Row, string Value);
