namespace SysCsv.Persistence.SqlServer;

/// <summary>A temporary table that a transaction makes, fills and drops.</summary>
internal sealed class BulkTable<TRow>(string name, string key, params BulkColumn<TRow>[] columns)
{
    // The server takes 2,100 parameters in a statement, and 1,000 rows in VALUES.
    private const int MaxParameters = 2_000;
    private const int MaxRows = 1_000;

    public string Name => name;

    public BulkColumn<TRow>[] Columns => columns;

    public string CreateStatement { get; } =
        $"CREATE TABLE {name} ({string.Join(", ", columns.Select(column => $"{column.Name} {column.Type}"))}, PRIMARY KEY ({key}));";

    /// <summary>How many rows an INSERT takes.</summary>
    public int RowsPerInsert { get; } = Math.Min(MaxRows, MaxParameters / columns.Length);

    /// <summary>Inserts rows by parameters that are numbered row by row.</summary>
    public string InsertStatement(int rows) =>
        $"INSERT INTO {name} ({string.Join(", ", columns.Select(column => column.Name))}) VALUES {string.Join(", ", Enumerable.Range(0, rows).Select(RowValues))};";

    public static string Parameter(int number) => $"@v{number}";

    private string RowValues(int row) =>
        $"({string.Join(", ", Enumerable.Range(0, columns.Length).Select(column => Parameter((row * columns.Length) + column)))})";
}
