using SysCsv.Contacts;
using SysCsv.Imports;

namespace SysCsv.Persistence.Relational.Merging;

/// <summary>What all rows of one import say of one contact, in a form that does not depend on the order in which they arrived.</summary>
internal abstract class ImportLayer(ImportId import)
{
    public ImportId Import { get; } = import;

    public abstract DuplicatePolicy Policy { get; }

    /// <summary>The layer of a single row.</summary>
    public static ImportLayer Of(RowKey key, DuplicatePolicy policy, ContactData data) => policy == DuplicatePolicy.FillBlanks
        ? FillBlanksLayer.Of(key, data)
        : new WholeRowLayer(key, policy, data);

    /// <summary>The layer of the rows of both. Commutative and associative; returns itself if the other adds nothing.</summary>
    public abstract ImportLayer Merge(ImportLayer other);

    /// <summary>The state with this layer on top; the state below itself if the layer changes nothing.</summary>
    public abstract FoldState Over(FoldState? below);
}
