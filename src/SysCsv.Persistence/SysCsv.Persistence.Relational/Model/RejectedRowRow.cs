namespace SysCsv.Persistence.Relational.Model;

/// <summary>The table <c>rejected_rows</c>.</summary>
internal sealed class RejectedRowRow
{
    public Guid ImportId { get; set; }

    public long Row { get; set; }

    public long Line { get; set; }

    public required string Reason { get; set; }

    public string? Detail { get; set; }

    public required string RawText { get; set; }
}
