namespace SysCsv.Persistence.Sqlite;

/// <summary>The statements of the dialect.</summary>
internal static class SqliteSql
{
    public const string InsertContact = """
        INSERT INTO contacts (normalized_email, email, name, name_key, attributes, created_import, created_row, changed_import, changed_row, created, changed, layers)
        VALUES (@normalized_email, @email, @name, @name_key, @attributes, @created_import, @created_row, @changed_import, @changed_row, @now, @now, @layers)
        ON CONFLICT (normalized_email) DO NOTHING;
        """;

    public const string ReadContact = """
        SELECT id, email, name, name_key, attributes, created_import, created_row, changed_import, changed_row, created, changed, layers
        FROM contacts WHERE normalized_email = @normalized_email;
        """;

    public const string UpdateContact = """
        UPDATE contacts SET email = @email, name = @name, name_key = @name_key, attributes = @attributes,
            created_import = @created_import, created_row = @created_row, changed_import = @changed_import, changed_row = @changed_row,
            changed = @now, layers = @layers
        WHERE id = @id;
        """;

    public const string InsertRejected = """
        INSERT INTO rejected_rows (import_id, row, line, reason, detail, raw_text) VALUES (@import, @row, @line, @reason, @detail, @raw)
        ON CONFLICT (import_id, row) DO NOTHING;
        """;

    public const string InsertFailed = """
        INSERT INTO failed_rows (import_id, row, line, reason, raw_text) VALUES (@import, @row, @line, @reason, @raw)
        ON CONFLICT (import_id, row) DO NOTHING;
        """;

    public const string ReadPolicy = "SELECT policy FROM imports WHERE id = @id;";

    public const string DeleteFailed = "DELETE FROM failed_rows WHERE import_id = @import AND row = @row;";

    public const string ReadBlock = "SELECT bits FROM row_ledger WHERE import_id = @import AND block = @block;";

    public const string WriteBlock = """
        INSERT INTO row_ledger (import_id, block, bits) VALUES (@import, @block, @bits)
        ON CONFLICT (import_id, block) DO UPDATE SET bits = excluded.bits;
        """;
}
