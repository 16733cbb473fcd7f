using System.ComponentModel.DataAnnotations;

namespace SysCsv;

/// <summary>Where the PostgreSQL store is. Section <c>SysCsv:Postgres</c>.</summary>
public sealed class PostgresOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "SysCsv:Postgres";

    /// <summary>The connection string, such as <c>Host=localhost;Database=syscsv;Username=syscsv</c>. The database must exist.</summary>
    [Required]
    public string? ConnectionString { get; set; }
}
