namespace SysCsv.Imports;

/// <summary>What became of a row: which of the five counts of its import it is in.</summary>
public enum RowFate
{
    /// <summary>In none yet.</summary>
    Pending = 0,

    /// <summary>Accepted, and counted for a contact that did not exist before the import.</summary>
    Inserted = 1,

    /// <summary>Accepted, and counted for a contact that held other data before the import.</summary>
    Updated = 2,

    /// <summary>Accepted, but another row of the import is counted for its contact, or none.</summary>
    Duplicate = 3,

    /// <summary>Refused for a stated reason.</summary>
    Rejected = 4,

    /// <summary>Not applied, however often it was tried: a dead letter, which can be replayed.</summary>
    Failed = 5,

    /// <summary>Accepted, and so inserted, updated or duplicate; as which of them is not known any more.</summary>
    Unknown = 6,
}
