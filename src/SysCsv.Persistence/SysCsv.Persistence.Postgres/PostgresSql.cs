namespace SysCsv.Persistence.Postgres;

/// <summary>The statements of the dialect: each takes all rows of a batch as arrays.</summary>
internal static class PostgresSql
{
    // What is new is told by its first row: a number is less to send than an e-mail, and the statement goes through its input once.
    public const string InsertContacts = """
        INSERT INTO contacts (normalized_email, email, name, name_key, attributes, created_import, created_row, changed_import, changed_row, layers, created, changed)
        SELECT normalized_email, email, name, name_key, attributes::jsonb, created_import, created_row, changed_import, changed_row, layers, @now, @now
        FROM unnest(@normalized_email, @email, @name, @name_key, @attributes, @created_import, @created_row, @changed_import, @changed_row, @layers)
            AS t (normalized_email, email, name, name_key, attributes, created_import, created_row, changed_import, changed_row, layers)
        ON CONFLICT (normalized_email) DO NOTHING
        RETURNING created_import, created_row
        """;

    /// <summary>The same for contacts of one row each, all of one import: what most batches hold, and less to take apart.</summary>
    public const string InsertContactsOfOneRow = """
        INSERT INTO contacts (normalized_email, email, name, name_key, attributes, created_import, created_row, changed_import, changed_row, created, changed)
        SELECT normalized_email, email, name, name_key, attributes::jsonb, @import, row, @import, row, @now, @now
        FROM unnest(@normalized_email, @email, @name, @name_key, @attributes, @row) AS t (normalized_email, email, name, name_key, attributes, row)
        ON CONFLICT (normalized_email) DO NOTHING
        RETURNING created_import, created_row
        """;

    public const string LockContacts = """
        SELECT id, normalized_email, email, name, name_key, attributes, created_import, created_row, changed_import, changed_row, created, changed, layers
        FROM contacts WHERE normalized_email = ANY (@keys)
        ORDER BY normalized_email FOR NO KEY UPDATE
        """;

    public const string UpdateContacts = """
        UPDATE contacts SET email = t.email, name = t.name, name_key = t.name_key, attributes = t.attributes::jsonb,
            created_import = t.created_import, created_row = t.created_row, changed_import = t.changed_import, changed_row = t.changed_row,
            layers = t.layers, changed = t.changed
        FROM unnest(@id, @email, @name, @name_key, @attributes, @created_import, @created_row, @changed_import, @changed_row, @layers, @changed)
            AS t (id, email, name, name_key, attributes, created_import, created_row, changed_import, changed_row, layers, changed)
        WHERE contacts.id = t.id
        """;

    public const string ReadPolicies = "SELECT id, policy FROM imports WHERE id = ANY (@imports)";

    public const string InsertRejected = """
        INSERT INTO rejected_rows (import_id, row, line, reason, detail, raw_text)
        SELECT * FROM unnest(@imports, @rows, @lines, @reasons, @details, @raws) ORDER BY 1, 2
        ON CONFLICT (import_id, row) DO NOTHING
        """;

    public const string InsertFailed = """
        INSERT INTO failed_rows (import_id, row, line, reason, raw_text)
        SELECT * FROM unnest(@imports, @rows, @lines, @reasons, @raws) ORDER BY 1, 2
        ON CONFLICT (import_id, row) DO NOTHING
        """;

    public const string TakeFailed = """
        WITH locked AS (
            SELECT f.import_id, f.row FROM failed_rows f
            JOIN unnest(@imports, @rows) AS t (import_id, row) ON f.import_id = t.import_id AND f.row = t.row
            ORDER BY 1, 2 FOR UPDATE OF f)
        DELETE FROM failed_rows USING locked
        WHERE failed_rows.import_id = locked.import_id AND failed_rows.row = locked.row
        RETURNING failed_rows.import_id, failed_rows.row
        """;

    public const string ReadLedger = """
        SELECT r.import_id, r.block, r.bits FROM row_ledger r
        JOIN unnest(@imports, @blocks) AS t (import_id, block) ON r.import_id = t.import_id AND r.block = t.block
        """;

    public const string LockLedger = ReadLedger + " ORDER BY 1, 2 FOR NO KEY UPDATE OF r";

    public const string AddBlocks = """
        INSERT INTO row_ledger (import_id, block, bits)
        SELECT import_id, block, @empty FROM unnest(@imports, @blocks) AS t (import_id, block) ORDER BY 1, 2
        ON CONFLICT (import_id, block) DO NOTHING
        """;

    public const string WriteLedger = """
        UPDATE row_ledger SET bits = t.bits FROM unnest(@imports, @blocks, @bits) AS t (import_id, block, bits)
        WHERE row_ledger.import_id = t.import_id AND row_ledger.block = t.block
        """;
}
