using System.ComponentModel.DataAnnotations;

namespace SysCsv;

/// <summary>Where the SQL Server store is. Bound from the section <c>SysCsv:SqlServer</c>.</summary>
public sealed class SqlServerOptions
{
    /// <summary>The connection string, such as <c>Server=localhost;Database=syscsv;Integrated Security=true</c>. The database must exist.</summary>
    [Required]
    public string? ConnectionString { get; set; }
}
