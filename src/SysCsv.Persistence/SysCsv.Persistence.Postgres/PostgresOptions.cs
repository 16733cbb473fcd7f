using System.ComponentModel.DataAnnotations;

namespace SysCsv;

/// <summary>Where the PostgreSQL store is. Bound from the section <c>SysCsv:Postgres</c>.</summary>
public sealed class PostgresOptions
{
    /// <summary>The connection string, such as <c>Host=localhost;Database=syscsv;Username=syscsv</c>. The database must exist.</summary>
    [Required]
    public string? ConnectionString { get; set; }
}
