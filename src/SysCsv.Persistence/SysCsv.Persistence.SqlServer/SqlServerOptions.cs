using System.ComponentModel.DataAnnotations;

namespace SysCsv;

/// <summary>Where the SQL Server store is. Section <c>SysCsv:SqlServer</c>.</summary>
public sealed class SqlServerOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "SysCsv:SqlServer";

    /// <summary>The connection string, such as <c>Server=localhost;Database=syscsv;Integrated Security=true</c>. The database must exist.</summary>
    [Required]
    public string? ConnectionString { get; set; }
}
