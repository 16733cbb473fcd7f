namespace SysCsv.Persistence.SqlServer;

/// <summary>A column of a temporary table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type on the server, with NULL or NOT NULL.</param>
/// <param name="Value">What a row has there.</param>
internal sealed record BulkColumn<TRow>(string Name, string Type, Func<TRow, object?> Value);
