using System.ComponentModel.DataAnnotations;

namespace SysCsv;

/// <summary>Where the SQLite store is. Section <c>SysCsv:Sqlite</c>.</summary>
public sealed class SqliteOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "SysCsv:Sqlite";

    /// <summary>The connection string; it names a file, such as <c>Data Source=syscsv.db</c>.</summary>
    [Required]
    public string? ConnectionString { get; set; }
}
