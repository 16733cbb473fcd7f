namespace SysCsv.Imports;

/// <summary>A row that could not be applied and went to the dead letters, from where it can be replayed.</summary>
/// <param name="Key">The row.</param>
/// <param name="Line">The line of the file on which the record begins, from 1.</param>
/// <param name="Reason">Why, in a sentence without the row's data.</param>
/// <param name="RawText">The record as it stands in the file, without its line end.</param>
public sealed record FailedRow(RowKey Key, long Line, string Reason, string RawText);
