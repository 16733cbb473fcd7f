namespace SysCsv.Imports;

/// <summary>A row that was refused, with everything needed to correct it.</summary>
/// <param name="Key">The row.</param>
/// <param name="Line">The line of the file on which the record begins, from 1.</param>
/// <param name="Reason">A code: one of <see cref="RejectReason"/>, or a validator's own.</param>
/// <param name="Detail">The reason in a sentence, without the row's data; null where the code says it all.</param>
/// <param name="RawText">The record as it stands in the file, without its line end.</param>
public sealed record RejectedRow(RowKey Key, long Line, string Reason, string? Detail, string RawText);
