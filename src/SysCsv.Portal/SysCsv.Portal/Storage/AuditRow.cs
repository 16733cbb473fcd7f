namespace SysCsv.Portal.Storage;

/// <summary>The table <c>portal_audit</c>.</summary>
internal sealed class AuditRow
{
    /// <summary>A UUID of version 7: the newest is the greatest.</summary>
    public Guid Id { get; set; }

    public DateTime At { get; set; }

    public required string Actor { get; set; }

    public string? Address { get; set; }

    public required string Action { get; set; }

    public required string Subject { get; set; }

    public string? Details { get; set; }
}
