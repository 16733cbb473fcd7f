namespace SysCsv.Persistence.Relational.Model;

/// <summary>The table <c>failed_rows</c>.</summary>
internal sealed class FailedRowRow
{
    public Guid ImportId { get; set; }

    public long Row { get; set; }

    public long Line { get; set; }

    public required string Reason { get; set; }

    public required string RawText { get; set; }
}
