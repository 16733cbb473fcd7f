namespace SysCsv.Persistence.Relational.Writing;

/// <summary>Statements about imports that PostgreSQL and SQLite take in the same words.</summary>
internal static class ImportSql
{
    public const string Save = """
        INSERT INTO imports (id, policy, state, file_name, columns, records, inserted, updated, duplicate, rejected, failed, first_seen)
        VALUES (@id, @policy, 0, @file_name, @columns, @records, @inserted, @updated, @duplicate, @rejected, @failed, @now)
        ON CONFLICT (id) DO UPDATE SET
            file_name = COALESCE(imports.file_name, excluded.file_name),
            columns = COALESCE(imports.columns, excluded.columns),
            records = COALESCE(imports.records, excluded.records),
            inserted = imports.inserted + excluded.inserted,
            updated = imports.updated + excluded.updated,
            duplicate = imports.duplicate + excluded.duplicate,
            rejected = imports.rejected + excluded.rejected,
            failed = imports.failed + excluded.failed
        """;

    /// <summary>For an import of which the batch holds nothing: another one took over what it counted for.</summary>
    public const string MoveCounts = """
        UPDATE imports SET inserted = inserted + @inserted, updated = updated + @updated, duplicate = duplicate + @duplicate
        WHERE id = @id
        """;

    public const string Complete = """
        UPDATE imports SET state = 1, completed = @now
        WHERE id = @id AND state = 0 AND records = inserted + updated + duplicate + rejected + failed
        RETURNING id
        """;

    public const string FirstRunning = "SELECT id FROM imports WHERE state = 0 ORDER BY id LIMIT 1";
}
