namespace SysCsv.Persistence.Relational.Model;

/// <summary>The table <c>contacts</c>.</summary>
internal sealed class ContactRow
{
    public long Id { get; set; }

    public required string NormalizedEmail { get; set; }

    public required string Email { get; set; }

    public string? Name { get; set; }

    /// <summary>The beginning of the name in lower case, for sorting and searching; empty if there is none.</summary>
    public required string NameKey { get; set; }

    /// <summary>A JSON object of strings.</summary>
    public required string Attributes { get; set; }

    public Guid CreatedImport { get; set; }

    public long CreatedRow { get; set; }

    public Guid ChangedImport { get; set; }

    public long ChangedRow { get; set; }

    public DateTime Created { get; set; }

    public DateTime Changed { get; set; }

    /// <summary>The stack of layers where it does not follow from the other columns.</summary>
    public string? Layers { get; set; }
}
