namespace SysCsv.Persistence.SqlServer.Tests;

/// <summary>Every statement that the dialect sends, with the temporary table that it reads.</summary>
internal static class DialectStatements
{
    private const int Rows = 2;

    public static readonly (string Name, string? Table, string Text)[] All =
    [
        ("InsertContacts", BulkTables.NewContacts.CreateStatement, SqlServerSql.InsertContacts),
        ("LockContacts", BulkTables.ContactKeys.CreateStatement, SqlServerSql.LockContacts),
        ("UpdateContacts", BulkTables.ChangedContacts.CreateStatement, SqlServerSql.UpdateContacts),
        ("InsertRejected", BulkTables.RejectedRows.CreateStatement, SqlServerSql.InsertRejected),
        ("InsertFailed", BulkTables.FailedRows.CreateStatement, SqlServerSql.InsertFailed),
        ("TakeFailed", BulkTables.FailedKeys.CreateStatement, SqlServerSql.TakeFailed),
        ("FirstRunning", null, SqlServerSql.FirstRunning),
        ("MoveCounts", null, $"{SqlServerSql.MoveCounts}\n{SqlServerSql.CompleteImport}"),
        ("SaveImport", null, $"{SqlServerSql.SaveImport}\n{SqlServerSql.CompleteImport}"),
        ("ReadPolicies", null, SqlServerSql.ReadPolicies(2)),
        ("ReadBlocks", null, SqlServerSql.ReadBlocks(2)),
        ("LockBlocks", null, SqlServerSql.LockBlocks(2)),
        ("WriteBlocks", null, SqlServerSql.WriteBlocks(2)),
    ];

    /// <summary>What fills the temporary tables where a bulk copy can't.</summary>
    public static readonly (string Name, string Table, string Text, string[] Types)[] Inserts =
    [
        Insert(BulkTables.NewContacts), Insert(BulkTables.ContactKeys), Insert(BulkTables.ChangedContacts),
        Insert(BulkTables.RejectedRows), Insert(BulkTables.FailedRows), Insert(BulkTables.FailedKeys),
    ];

    private static readonly (string Name, string Type)[] Parameters =
    [
        ("@id", "binary(16)"), ("@now", "datetime2(6)"), ("@inserted", "bigint"), ("@updated", "bigint"), ("@duplicate", "bigint"), ("@rejected", "bigint"),
        ("@failed", "bigint"), ("@policy", "int"), ("@file_name", "nvarchar(max)"), ("@columns", "nvarchar(max)"), ("@records", "bigint"),
        ("@import0", "binary(16)"), ("@import1", "binary(16)"), ("@block0", "bigint"), ("@block1", "bigint"), ("@bits0", "varbinary(max)"),
        ("@bits1", "varbinary(max)"), ("@empty", "varbinary(max)"),
    ];

    /// <summary>A procedure that holds the statement, so that its names can be resolved.</summary>
    public static string ToProcedure((string Name, string? Table, string Text) statement)
    {
        var used = Parameters.Where(parameter => statement.Text.Contains(parameter.Name, StringComparison.Ordinal)).Select(parameter => $"{parameter.Name} {parameter.Type}");
        return $"CREATE PROCEDURE check_{statement.Name} {string.Join(", ", used)} AS BEGIN {statement.Table}\n{statement.Text} END";
    }

    /// <summary>The same for one of <see cref="Inserts"/>.</summary>
    public static string ToProcedure((string Name, string Table, string Text, string[] Types) insert)
    {
        var parameters = Enumerable.Range(0, insert.Types.Length * Rows).Select(i => $"@v{i} {insert.Types[i % insert.Types.Length]}");
        return $"CREATE PROCEDURE fill_{insert.Name} {string.Join(", ", parameters)} AS BEGIN {insert.Table}\n{insert.Text} END";
    }

    private static (string Name, string Table, string Text, string[] Types) Insert<TRow>(BulkTable<TRow> table) =>
        (table.Name.TrimStart('#'), table.CreateStatement, table.InsertStatement(Rows), [.. table.Columns.Select(column => column.Type.Split(' ')[0])]);
}
