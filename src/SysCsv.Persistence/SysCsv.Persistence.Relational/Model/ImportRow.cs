using SysCsv.Imports;

namespace SysCsv.Persistence.Relational.Model;

/// <summary>The table <c>imports</c>.</summary>
internal sealed class ImportRow
{
    public Guid Id { get; set; }

    public DuplicatePolicy Policy { get; set; }

    public ImportState State { get; set; }

    public string? FileName { get; set; }

    /// <summary>A JSON array of labels; null until the start message was applied.</summary>
    public string? Columns { get; set; }

    public long? Records { get; set; }

    public long Inserted { get; set; }

    public long Updated { get; set; }

    public long Duplicate { get; set; }

    public long Rejected { get; set; }

    public long Failed { get; set; }

    public DateTime FirstSeen { get; set; }

    public DateTime? Completed { get; set; }
}
