namespace SysCsv.Imports;

/// <summary>What the store knows of a row by its number alone.</summary>
public sealed record RowAccount
{
    private RowAccount(RowFate fate) => Fate = fate;

    /// <summary>Of a row that is not accounted for.</summary>
    public static RowAccount Pending { get; } = new(RowFate.Pending);

    /// <summary>Of a row that was accepted: as what tells the <see cref="ContactCredit"/> of its contact.</summary>
    public static RowAccount Accepted { get; } = new(RowFate.Unknown);

    /// <summary>Pending, rejected, failed, or unknown of a row that was accepted.</summary>
    public RowFate Fate { get; }

    /// <summary>Why it was refused; null if it was not.</summary>
    public RejectedRow? Rejected { get; private init; }

    /// <summary>Why it could not be applied; null if it was, or was not tried yet.</summary>
    public FailedRow? Failed { get; private init; }

    /// <summary>Of a row that was refused.</summary>
    public static RowAccount Of(RejectedRow row) => new(RowFate.Rejected) { Rejected = row };

    /// <summary>Of a row that could not be applied.</summary>
    public static RowAccount Of(FailedRow row) => new(RowFate.Failed) { Failed = row };
}
