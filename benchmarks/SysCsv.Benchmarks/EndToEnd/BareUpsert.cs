using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace SysCsv.Benchmarks.EndToEnd;

/// <summary>The floor of the store: the driver alone, upserting the same rows from memory into the same table in batches of the same size. No ledger, no counts.</summary>
internal static class BareUpsert
{
    private const string Postgres = """
        INSERT INTO contacts (normalized_email, email, name, name_key, attributes, created_import, created_row, changed_import, changed_row, created, changed)
        SELECT email, email, name, lower(name), attributes::jsonb, @import, row, @import, row, @now, @now
        FROM unnest(@email, @name, @attributes, @row) AS t (email, name, attributes, row)
        ON CONFLICT (normalized_email) DO UPDATE SET email = excluded.email, name = excluded.name, name_key = excluded.name_key,
            attributes = excluded.attributes, changed_import = excluded.changed_import, changed_row = excluded.changed_row, changed = excluded.changed
        """;

    private const string Sqlite = """
        INSERT INTO contacts (normalized_email, email, name, name_key, attributes, created_import, created_row, changed_import, changed_row, created, changed)
        VALUES (@email, @email, @name, @key, @attributes, @import, @row, @import, @row, @now, @now)
        ON CONFLICT (normalized_email) DO UPDATE SET email = excluded.email, name = excluded.name, name_key = excluded.name_key,
            attributes = excluded.attributes, changed_import = excluded.changed_import, changed_row = excluded.changed_row, changed = excluded.changed
        """;

    private static readonly Guid Import = Guid.CreateVersion7();

    public static async Task RunAsync(Setup setup)
    {
        await Databases.CreateAsync(setup);
        await Phases.CreateSchemaAsync(setup);
        var batches = Batches(setup);
        await Measurement.PrintAsync(setup.Rows, () => setup.Store == "Postgres" ? PostgresAsync(setup, batches) : SqliteAsync(setup, batches));
    }

    // One row per e-mail in a batch: the same key twice in one statement is an error.
    internal static List<List<(long Row, string Email, string Name, string Attributes)>> Batches(Setup setup) =>
    [
        .. GeneratedFile.Rows(setup.Rows)
            .Select((row, index) => (index + 1L, row.Email, row.Name, $$"""{"City":"{{row.City}}"}"""))
            .Chunk(setup.Batch)
            .Select(chunk => chunk.Reverse().DistinctBy(row => row.Email).OrderBy(row => row.Email, StringComparer.Ordinal).ToList()),
    ];

    private static async Task PostgresAsync(Setup setup, List<List<(long Row, string Email, string Name, string Attributes)>> batches)
    {
        await using var connection = new NpgsqlConnection(setup.Postgres);
        await connection.OpenAsync();
        foreach (var batch in batches)
            await PostgresAsync(connection, batch);
    }

    internal static async Task PostgresAsync(NpgsqlConnection connection, List<(long Row, string Email, string Name, string Attributes)> batch)
    {
        await using var command = new NpgsqlCommand(Postgres, connection);
        command.Parameters.AddWithValue("email", batch.Select(row => row.Email).ToArray());
        command.Parameters.AddWithValue("name", batch.Select(row => row.Name).ToArray());
        command.Parameters.AddWithValue("attributes", batch.Select(row => row.Attributes).ToArray());
        command.Parameters.AddWithValue("row", batch.Select(row => row.Row).ToArray());
        command.Parameters.AddWithValue("import", Import);
        command.Parameters.AddWithValue("now", TimeProvider.System.GetUtcNow());
        await command.ExecuteNonQueryAsync();
    }

    private static async Task SqliteAsync(Setup setup, List<List<(long Row, string Email, string Name, string Attributes)>> batches)
    {
        await using var connection = new SqliteConnection(setup.Sqlite);
        await connection.OpenAsync();
        await using (var pragma = new SqliteCommand("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;", connection))
            await pragma.ExecuteNonQueryAsync();
        await using var command = new SqliteCommand(Sqlite, connection);
        var parameters = new[] { "@email", "@name", "@key", "@attributes", "@row" }.Select(name => command.Parameters.Add(name, SqliteType.Text)).ToArray();
        command.Parameters.AddWithValue("@import", Import.ToString());
        command.Parameters.AddWithValue("@now", TimeProvider.System.GetUtcNow().ToString("u", CultureInfo.InvariantCulture));
        foreach (var batch in batches)
        {
            await using var transaction = connection.BeginTransaction();
            command.Transaction = transaction;
            foreach (var row in batch)
            {
                (parameters[0].Value, parameters[1].Value, parameters[2].Value, parameters[3].Value, parameters[4].Value) =
                    (row.Email, row.Name, row.Name.ToLowerInvariant(), row.Attributes, row.Row);
                command.ExecuteNonQuery();
            }

            await transaction.CommitAsync();
        }
    }
}
