using SysCsv.Imports;

namespace SysCsv.Persistence.Relational.Merging;

/// <summary>
/// A contact as a stack of layers, one for each import that touched it, in import order, over a base of imports that can bring no more rows.
/// Immutable. See docs/decisions/0002-contact-layers.md.
/// </summary>
internal sealed class ContactStack
{
    private FoldState? _folded;

    public ContactStack(FoldState? settled, IReadOnlyList<ImportLayer> layers, RowKey createdBy)
    {
        Base = settled;
        Layers = layers;
        CreatedBy = createdBy;
    }

    /// <summary>What the imports below the layers folded to; null if there are none.</summary>
    public FoldState? Base { get; }

    /// <summary>In import order. Not empty where there is no base.</summary>
    public IReadOnlyList<ImportLayer> Layers { get; }

    /// <summary>The first of all rows of the contact.</summary>
    public RowKey CreatedBy { get; }

    public FoldState Fold()
    {
        if (_folded is not null)
            return _folded;

        var state = Base;
        for (var i = 0; i < Layers.Count; i++)
            state = Layers[i].Over(state);
        return _folded = state ?? throw new InvalidOperationException("A contact has no layer and no base.");
    }

    /// <summary>The stack with the rows of one import added, of which <paramref name="lowest"/> is the first; itself if they change nothing.</summary>
    public ContactStack Add(ImportLayer layer, RowKey lowest)
    {
        var createdBy = lowest < CreatedBy ? lowest : CreatedBy;
        var index = IndexOf(layer.Import);
        if (index >= 0)
            return Replace(index, Layers[index].Merge(layer), createdBy);
        if (Base is not null && layer.Import <= Base.Owner.Import)
            return AddLate(Base, layer, createdBy);
        return Insert(layer, createdBy);
    }

    /// <summary>Folds the layers below <paramref name="limit"/> into the base, and drops what can't matter any more.</summary>
    /// <param name="limit">The first import that is touched now or can bring rows later.</param>
    /// <param name="horizon">The first import that can bring rows later; null if there is none.</param>
    public ContactStack Settle(ImportId limit, ImportId? horizon)
    {
        var settled = Base;
        var count = 0;
        while (count < Layers.Count && CanFold(Layers[count], settled, limit, horizon))
            settled = Layers[count++].Over(settled);
        return count == 0 ? this : new(settled, [.. Layers.Skip(count)], CreatedBy);
    }

    /// <summary>What the contact counts for in each import: the difference that its layer makes to what is below it.</summary>
    public IEnumerable<Credit> Credits()
    {
        var below = Base;
        foreach (var layer in Layers)
        {
            var state = layer.Over(below);
            if (below is null)
                yield return new(layer.Import, Inserted: 1, Updated: 0);
            else if (state.Data != below.Data)
                yield return new(layer.Import, Inserted: 0, Updated: 1);
            below = state;
        }
    }

    // A layer that fills nothing of the base never will, if no import below it can still replace the base.
    private static bool CanFold(ImportLayer layer, FoldState? settled, ImportId limit, ImportId? horizon) =>
        layer.Import < limit
        || (settled is not null
            && layer.Policy == DuplicatePolicy.FillBlanks
            && (horizon is null || layer.Import <= horizon)
            && ReferenceEquals(layer.Over(settled), settled));

    private int IndexOf(ImportId import)
    {
        for (var i = 0; i < Layers.Count; i++)
            if (Layers[i].Import == import)
                return i;
        return -1;
    }

    private ContactStack Replace(int index, ImportLayer merged, RowKey createdBy)
    {
        if (ReferenceEquals(merged, Layers[index]))
            return With(createdBy);

        var layers = Layers.ToArray();
        layers[index] = merged;
        return new(Base, layers, createdBy);
    }

    // The import was folded into the base, or is older than the row that owns it. What the import counted for the contact stays.
    private ContactStack AddLate(FoldState settled, ImportLayer layer, RowKey createdBy)
    {
        var owns = layer.Import == settled.Owner.Import;
        if (layer is WholeRowLayer row)
            return owns && WinsLate(row, settled.Owner) ? new(row.Over(null), Layers, createdBy) : With(createdBy);
        return owns ? WithBase(layer.Over(settled), createdBy) : Insert(layer, createdBy);
    }

    private bool WinsLate(WholeRowLayer row, RowKey owner) => row.Policy == DuplicatePolicy.KeepLast
        ? row.Key > owner
        : row.Key < owner && CreatedBy.Import == owner.Import;

    private ContactStack Insert(ImportLayer layer, RowKey createdBy)
    {
        var at = Layers.Count;
        while (at > 0 && Layers[at - 1].Import > layer.Import)
            at--;
        if (layer.Policy == DuplicatePolicy.KeepFirst && (at > 0 || Base is not null))
            return With(createdBy);

        // What keeps its first row counts only at the very bottom, where this layer stands now.
        var above = Layers.Skip(at).Where(other => other.Policy != DuplicatePolicy.KeepFirst);
        return new(Base, [.. Layers.Take(at), layer, .. above], createdBy);
    }

    private ContactStack With(RowKey createdBy) => createdBy == CreatedBy ? this : new(Base, Layers, createdBy);

    private ContactStack WithBase(FoldState settled, RowKey createdBy) =>
        ReferenceEquals(settled, Base) ? With(createdBy) : new(settled, Layers, createdBy);
}

/// <summary>What a contact counts for in an import.</summary>
internal readonly record struct Credit(ImportId Import, int Inserted, int Updated);
