using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.SqlServer;

/// <summary>The types of columns that tables and temporary tables share. See docs/decisions/0014-sql-server.md.</summary>
internal static class SqlServerTypes
{
    /// <summary>Compares code units and nothing else, on every server and whatever the database's own collation is.</summary>
    public const string Collation = "Latin1_General_100_BIN2";

    public const string Id = "binary(16)";

    public const string Text = "nvarchar(max)";

    public const string Number = "bigint";

    public static readonly string EmailKey = $"nvarchar({ModelTables.EmailLength}) COLLATE {Collation}";

    public static readonly string SortKey = $"nvarchar({ModelTables.NameKeyLength}) COLLATE {Collation}";
}
