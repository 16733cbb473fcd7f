using SysCsv.Imports;
using SysCsv.Persistence.Relational.Merging;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Reading;

/// <summary>What a contact counts for in an import, as its stack of layers tells it. See docs/decisions/0002-contact-layers.md.</summary>
internal static class ContactCredits
{
    /// <param name="row">A contact of which the import has accepted rows.</param>
    /// <param name="import">The import.</param>
    /// <param name="policy">The import's; null if the import is not in the table.</param>
    public static ContactCredit Of(ContactRow row, ImportId import, DuplicatePolicy? policy)
    {
        var (fate, number) = Find(row, import, policy);
        return new(row.ToContact(), fate, number);
    }

    private static (RowFate Fate, long? Row) Find(ContactRow row, ImportId import, DuplicatePolicy? policy)
    {
        // The import had rows of the e-mail, and so of an earlier contact.
        var createdBy = row.CreatedBy();
        if (createdBy.Import > import)
            return (RowFate.Unknown, null);
        if (row.Layers is null)
            return createdBy.Import == import ? (RowFate.Inserted, row.ChangedRow) : (RowFate.Duplicate, null);

        var stack = LayersJson.Read(row.Layers, row.ToState(), createdBy);
        var below = stack.Base;
        foreach (var layer in stack.Layers)
        {
            var state = layer.Over(below);
            if (layer.Import == import)
                return OfLayer(below, state);
            below = state;
        }

        return OfSettled(stack, import, policy);
    }

    private static (RowFate Fate, long? Row) OfLayer(FoldState? below, FoldState state)
    {
        if (below is null)
            return (RowFate.Inserted, state.ChangedBy.Row);
        return state.Data == below.Data ? (RowFate.Duplicate, null) : (RowFate.Updated, state.ChangedBy.Row);
    }

    // The import's layer was folded into the base, or dropped since it could change nothing.
    private static (RowFate Fate, long? Row) OfSettled(ContactStack stack, ImportId import, DuplicatePolicy? policy)
    {
        var last = stack.Base?.ChangedBy;
        if (stack.CreatedBy.Import == import)
            return (RowFate.Inserted, last?.Import == import ? last.Value.Row : stack.CreatedBy.Row);
        return policy switch
        {
            DuplicatePolicy.KeepFirst => (RowFate.Duplicate, null),
            DuplicatePolicy.FillBlanks when last?.Import == import => (RowFate.Updated, last.Value.Row),
            DuplicatePolicy.FillBlanks when last?.Import < import => (RowFate.Duplicate, null),
            _ => (RowFate.Unknown, null),
        };
    }
}
