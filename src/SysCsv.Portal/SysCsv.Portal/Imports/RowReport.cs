using SysCsv.Imports;

namespace SysCsv.Portal.Imports;

/// <summary>A row of an import with what became of it.</summary>
/// <param name="Line">The line on which it begins; null if nobody knows.</param>
/// <param name="Email">As it stands in the file; null if that was not looked into, the record can't be read, or the person was erased.</param>
/// <param name="Reason">Why it was rejected or failed.</param>
/// <param name="WonBy">Of an accepted row whose data the contact does not hold: the row whose data it holds.</param>
/// <param name="RawText">The record as it stands in the file. Not in a list.</param>
internal sealed record RowReport(
    long Number, long? Line, string? Email, RowFate Fate, string? Reason = null, string? Detail = null, long? ContactId = null, RowKey? WonBy = null,
    string? RawText = null);

/// <summary>Which rows of an import to list, in file order.</summary>
/// <param name="Fate">Only those; null for all.</param>
/// <param name="After"><c>ScanStep.Next</c> of the part before, for the same import and fate; null begins.</param>
/// <param name="Size">How many to find at most.</param>
/// <param name="Examine">How many rows to read at most.</param>
internal sealed record RowQuery(RowFate? Fate = null, string? After = null, int Size = 50, int Examine = 2_000);
