using SysCsv.Contacts;

namespace SysCsv.Imports;

/// <summary>What a contact counts for in an import that has accepted rows of its e-mail.</summary>
/// <param name="Contact">The contact as it is now.</param>
/// <param name="Fate">Inserted, updated, duplicate where the import changed nothing, or unknown where a later import wrote the contact since, or where it was erased and came again: a store need not remember.</param>
/// <param name="Row">The number of the row that was inserted or updated, which is the one that the policy picked. Null where none was, or where nobody knows.</param>
public sealed record ContactCredit(Contact Contact, RowFate Fate, long? Row)
{
    /// <summary>What became of an accepted row of the import and the e-mail.</summary>
    /// <param name="row">Its number.</param>
    public RowFate FateOf(long row) => Row switch
    {
        // Which of the rows it was nobody knows.
        null when Fate is RowFate.Inserted or RowFate.Updated => RowFate.Unknown,
        null => Fate,
        { } known => known == row ? Fate : RowFate.Duplicate,
    };
}
