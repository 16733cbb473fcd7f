using SysCsv.Imports;

namespace SysCsv.Portal.Imports;

/// <summary>A row of a file in the list of its rows.</summary>
/// <param name="Email">As it stands in the file; null if the record can't be read, or the contact was erased.</param>
/// <param name="Reason">Why it was rejected or failed.</param>
/// <param name="WonBy">Of an accepted row whose data the contact does not hold: the row whose data it holds.</param>
internal sealed record ListedRow(
    long Number, long Line, string? Email, ListedFate Fate, string? Reason = null, string? Detail = null, long? ContactId = null, RowKey? WonBy = null);

/// <summary>Which of the counts a row is in.</summary>
internal enum ListedFate
{
    /// <summary>In none yet.</summary>
    Waiting = 0,

    Inserted = 1,

    Updated = 2,

    Duplicate = 3,

    /// <summary>Updated or duplicate: a later import wrote the contact since, and nobody knows any more.</summary>
    Accepted = 4,

    Rejected = 5,

    Failed = 6,
}

/// <summary>Which rows of an import to list, in file order.</summary>
/// <param name="Fate">Only those; null for all.</param>
/// <param name="After"><c>ScanStep.Next</c> of the part before, for the same import and fate; null begins.</param>
/// <param name="Size">How many to find at most.</param>
/// <param name="Examine">How many rows to read at most.</param>
internal sealed record RowQuery(ListedFate? Fate = null, string? After = null, int Size = 50, int Examine = 2_000);
