using System.ComponentModel.DataAnnotations;

namespace SysCsv;

/// <summary>Where the SQLite store is. Bound from the section <c>SysCsv:Sqlite</c>.</summary>
public sealed class SqliteOptions
{
    /// <summary>The connection string; it names a file, such as <c>Data Source=syscsv.db</c>.</summary>
    [Required]
    public string? ConnectionString { get; set; }
}
