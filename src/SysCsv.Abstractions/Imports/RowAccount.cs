namespace SysCsv.Imports;

/// <summary>What the store knows of a row. One that is accounted for and neither rejected nor failed was accepted.</summary>
/// <param name="IsAccounted">Whether it is in one of the five counts.</param>
/// <param name="Rejected">Why it was refused; null if it was not.</param>
/// <param name="Failed">Why it could not be applied; null if it was, or was not tried yet.</param>
public sealed record RowAccount(bool IsAccounted, RejectedRow? Rejected, FailedRow? Failed);
