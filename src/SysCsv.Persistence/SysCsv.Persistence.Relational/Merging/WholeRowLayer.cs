using SysCsv.Contacts;
using SysCsv.Imports;

namespace SysCsv.Persistence.Relational.Merging;

/// <summary>The layer of an import that keeps its first or its last row, and takes that row whole.</summary>
internal sealed class WholeRowLayer(RowKey key, DuplicatePolicy policy, ContactData data) : ImportLayer(key.Import)
{
    public override DuplicatePolicy Policy { get; } = policy;

    public RowKey Key { get; } = key;

    public ContactData Data { get; } = data;

    public override ImportLayer Merge(ImportLayer other)
    {
        var row = (WholeRowLayer)other;
        var otherWins = Policy == DuplicatePolicy.KeepLast ? row.Key > Key : row.Key < Key;
        return otherWins ? row : this;
    }

    public override FoldState Over(FoldState? below) =>
        below is null || Policy == DuplicatePolicy.KeepLast ? new(Data, Key, Key) : below;
}
