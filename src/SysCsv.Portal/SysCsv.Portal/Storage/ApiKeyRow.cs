namespace SysCsv.Portal.Storage;

/// <summary>The table <c>portal_api_keys</c>.</summary>
internal sealed class ApiKeyRow
{
    public Guid Id { get; set; }

    public required string Name { get; set; }

    /// <summary>A digest of the key; the key itself is kept nowhere. Unique.</summary>
    public required string Hash { get; set; }

    public required string Scope { get; set; }

    public DateTime Created { get; set; }

    public required string CreatedBy { get; set; }

    public DateTime? LastUsed { get; set; }

    public DateTime? Revoked { get; set; }
}
