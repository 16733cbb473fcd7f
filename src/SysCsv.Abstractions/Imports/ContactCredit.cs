using SysCsv.Contacts;

namespace SysCsv.Imports;

/// <summary>What a contact counts for in an import that has accepted rows of its e-mail.</summary>
/// <param name="Contact">The contact as it is now.</param>
/// <param name="Kind">Whether the import made the contact, changed it, or neither.</param>
/// <param name="Row">The number of the row that is counted for it, which is the one that the policy picked; the e-mail's other rows are duplicates. Null where none is, or where nobody knows.</param>
public sealed record ContactCredit(Contact Contact, CreditKind Kind, long? Row);

/// <summary>What an import did to a contact.</summary>
public enum CreditKind
{
    /// <summary>Nothing: all its rows of the e-mail are duplicates.</summary>
    None = 0,

    /// <summary>The contact did not exist before.</summary>
    Inserted = 1,

    /// <summary>The contact held other data before.</summary>
    Updated = 2,

    /// <summary>It was there before, and a later import wrote it since, or it was erased and came again: a store need not remember.</summary>
    Unknown = 3,
}
