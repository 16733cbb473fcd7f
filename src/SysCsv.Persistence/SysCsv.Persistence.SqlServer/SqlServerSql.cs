namespace SysCsv.Persistence.SqlServer;

/// <summary>The statements of the dialect. Those over a batch join a temporary table of <see cref="BulkTables"/>, in the order of its key, and drop it: a transaction may need it twice.</summary>
/// <remarks>
/// UPDLOCK with SERIALIZABLE locks a key whether it is there or not, and FORCESEEK keeps that to the keys asked for.
/// Nothing relies on the lock of a missing key: where another transaction adds it all the same, a unique index refuses it and the batch is repeated.
/// </remarks>
internal static class SqlServerSql
{
    public const string InsertContacts = """
        INSERT INTO contacts (normalized_email, email, name, name_key, attributes, created_import, created_row, changed_import, changed_row, layers, created, changed)
        OUTPUT inserted.normalized_email
        SELECT t.normalized_email, t.email, t.name, t.name_key, t.attributes, t.created_import, t.created_row, t.changed_import, t.changed_row, t.layers, @now, @now
        FROM #new_contacts AS t
        WHERE NOT EXISTS (
            SELECT 1 FROM contacts AS c WITH (UPDLOCK, SERIALIZABLE, ROWLOCK, FORCESEEK) WHERE c.normalized_email = t.normalized_email)
        ORDER BY t.normalized_email;
        DROP TABLE #new_contacts;
        """;

    public const string LockContacts = """
        UPDATE c SET changed_row = c.changed_row
        FROM #contact_keys AS t
        INNER JOIN contacts AS c WITH (UPDLOCK, SERIALIZABLE, ROWLOCK, FORCESEEK) ON c.normalized_email = t.normalized_email;

        SELECT c.id, c.normalized_email, c.email, c.name, c.name_key, c.attributes, c.created_import, c.created_row, c.changed_import, c.changed_row, c.created, c.changed, c.layers
        FROM #contact_keys AS t
        INNER JOIN contacts AS c ON c.normalized_email = t.normalized_email;
        DROP TABLE #contact_keys;
        """;

    public const string FirstRunning = "SELECT TOP (1) id FROM imports WHERE state = 0 ORDER BY id;";

    public const string UpdateContacts = """
        UPDATE c SET email = t.email, name = t.name, name_key = t.name_key, attributes = t.attributes,
            created_import = t.created_import, created_row = t.created_row, changed_import = t.changed_import, changed_row = t.changed_row,
            layers = t.layers, changed = t.changed
        FROM #changed_contacts AS t
        INNER JOIN contacts AS c ON c.id = t.id;
        DROP TABLE #changed_contacts;
        """;

    public const string InsertRejected = """
        INSERT INTO rejected_rows (import_id, [row], line, reason, detail, raw_text)
        SELECT t.import_id, t.[row], t.line, t.reason, t.detail, t.raw_text
        FROM #rejected_rows AS t
        WHERE NOT EXISTS (
            SELECT 1 FROM rejected_rows AS r WITH (UPDLOCK, SERIALIZABLE, ROWLOCK, FORCESEEK) WHERE r.import_id = t.import_id AND r.[row] = t.[row])
        ORDER BY t.import_id, t.[row];
        DROP TABLE #rejected_rows;
        """;

    public const string InsertFailed = """
        INSERT INTO failed_rows (import_id, [row], line, reason, raw_text)
        SELECT t.import_id, t.[row], t.line, t.reason, t.raw_text
        FROM #failed_rows AS t
        WHERE NOT EXISTS (
            SELECT 1 FROM failed_rows AS f WITH (UPDLOCK, SERIALIZABLE, ROWLOCK, FORCESEEK) WHERE f.import_id = t.import_id AND f.[row] = t.[row])
        ORDER BY t.import_id, t.[row];
        DROP TABLE #failed_rows;
        """;

    public const string TakeFailed = """
        DELETE f OUTPUT deleted.import_id, deleted.[row]
        FROM #failed_keys AS t
        INNER JOIN failed_rows AS f WITH (UPDLOCK, ROWLOCK, FORCESEEK) ON f.import_id = t.import_id AND f.[row] = t.[row];
        DROP TABLE #failed_keys;
        """;

    public const string MoveCounts = """
        UPDATE imports SET [inserted] = [inserted] + @inserted, [updated] = [updated] + @updated, [duplicate] = [duplicate] + @duplicate
        WHERE id = @id;
        """;

    public const string SaveImport = """
        UPDATE imports WITH (UPDLOCK, SERIALIZABLE, ROWLOCK) SET
            file_name = COALESCE(file_name, @file_name),
            [columns] = COALESCE([columns], @columns),
            records = COALESCE(records, @records),
            [inserted] = [inserted] + @inserted,
            [updated] = [updated] + @updated,
            [duplicate] = [duplicate] + @duplicate,
            rejected = rejected + @rejected,
            failed = failed + @failed
        WHERE id = @id;
        IF @@ROWCOUNT = 0
            INSERT INTO imports (id, policy, state, file_name, [columns], records, [inserted], [updated], [duplicate], rejected, failed, first_seen)
            VALUES (@id, @policy, 0, @file_name, @columns, @records, @inserted, @updated, @duplicate, @rejected, @failed, @now);
        """;

    public const string CompleteImport = """
        UPDATE imports SET state = 1, completed = @now
        WHERE id = @id AND state = 0 AND records = [inserted] + [updated] + [duplicate] + rejected + failed;
        SELECT @@ROWCOUNT;
        """;

    public static string ReadPolicies(int imports) =>
        $"SELECT id, policy FROM imports WHERE id IN ({List(imports, i => $"@import{i}")});";

    public static string ReadBlocks(int blocks) => $"""
        SELECT l.import_id, l.block, l.bits
        FROM row_ledger AS l
        INNER JOIN (VALUES {List(blocks, i => $"(@import{i}, @block{i})")}) AS t (import_id, block) ON l.import_id = t.import_id AND l.block = t.block;
        """;

    /// <summary>One block after the other, so that they are locked in order.</summary>
    public static string LockBlocks(int blocks) => string.Concat(Enumerable.Range(0, blocks).Select(i => $"""
        UPDATE row_ledger WITH (UPDLOCK, SERIALIZABLE, ROWLOCK) SET bits = bits WHERE import_id = @import{i} AND block = @block{i};
        IF @@ROWCOUNT = 0
            INSERT INTO row_ledger (import_id, block, bits) VALUES (@import{i}, @block{i}, @empty);

        """)) + ReadBlocks(blocks);

    public static string WriteBlocks(int blocks) => string.Concat(Enumerable.Range(0, blocks).Select(i => $"""
        UPDATE row_ledger SET bits = @bits{i} WHERE import_id = @import{i} AND block = @block{i};

        """));

    private static string List(int count, Func<int, string> item) => string.Join(", ", Enumerable.Range(0, count).Select(item));
}
