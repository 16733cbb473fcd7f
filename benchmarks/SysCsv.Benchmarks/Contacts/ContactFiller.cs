using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using SysCsv.Benchmarks.EndToEnd;

namespace SysCsv.Benchmarks.Contacts;

/// <summary>Puts contacts straight into the table: 400 given names, 5,000 family names, in an order that says nothing of their age.</summary>
internal static class ContactFiller
{
    private const int Chunk = 100_000;

    public static string Given(int person) => $"{(char)('A' + (person % 26))}given{person % 400}";

    // A step that has no factor in common with any number of contacts that is a power of ten.
    public static string Email(int person) => string.Create(CultureInfo.InvariantCulture, $"{Given(Mix(person)).ToLowerInvariant()}.f{Mix(person) / 400 % 5_000}.{person}@example{person % 31}.com");

    public static async Task FillAsync(Setup setup)
    {
        for (var from = 0; from < setup.Rows; from += Chunk)
            await (setup.Store == "Postgres" ? FillPostgresAsync(setup, from) : FillSqliteAsync(setup, from));
        if (setup.Store == "Postgres")
            await ExecutePostgresAsync(setup, "VACUUM ANALYZE contacts");
    }

    private static int Mix(int person) => (int)(person * 7_919L % 2_000_003);

    private static string Name(int person) => string.Create(CultureInfo.InvariantCulture, $"{Given(Mix(person))} F{Mix(person) / 400 % 5_000}");

    private static async Task FillPostgresAsync(Setup setup, int from)
    {
        await using var connection = new NpgsqlConnection(setup.Postgres);
        await connection.OpenAsync();
        await using var import = await connection.BeginBinaryImportAsync(
            "COPY contacts (normalized_email, email, name, name_key, attributes, created_import, created_row, changed_import, changed_row, created, changed) FROM STDIN (FORMAT BINARY)");
        var id = Guid.CreateVersion7();
        for (var person = from; person < Math.Min(from + Chunk, setup.Rows); person++)
        {
            await import.StartRowAsync();
            await import.WriteAsync(Email(person));
            await import.WriteAsync(Email(person));
            await import.WriteAsync(Name(person));
            await import.WriteAsync(Name(person).ToLowerInvariant());
            await import.WriteAsync("""{"City":"Somewhere"}""", NpgsqlTypes.NpgsqlDbType.Jsonb);
            await import.WriteAsync(id);
            await import.WriteAsync((long)person);
            await import.WriteAsync(id);
            await import.WriteAsync((long)person);
            await import.WriteAsync(At(person));
            await import.WriteAsync(At(person));
        }

        await import.CompleteAsync();
    }

    private static async Task FillSqliteAsync(Setup setup, int from)
    {
        await using var connection = new SqliteConnection(setup.Sqlite);
        await connection.OpenAsync();
        await using var transaction = connection.BeginTransaction();
        await using var command = new SqliteCommand(
            """
            INSERT INTO contacts (normalized_email, email, name, name_key, attributes, created_import, created_row, changed_import, changed_row, created, changed)
            VALUES (@email, @email, @name, @key, '{"City":"Somewhere"}', @import, @row, @import, @row, @at, @at)
            """,
            connection,
            transaction);
        var parameters = new[] { "@email", "@name", "@key", "@row", "@at" }.Select(name => command.Parameters.Add(name, SqliteType.Text)).ToArray();
        command.Parameters.AddWithValue("@import", Guid.CreateVersion7().ToString());
        for (var person = from; person < Math.Min(from + Chunk, setup.Rows); person++)
        {
            (parameters[0].Value, parameters[1].Value, parameters[2].Value, parameters[3].Value, parameters[4].Value) =
                (Email(person), Name(person), Name(person).ToLowerInvariant(), (long)person, At(person).ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture));
            command.ExecuteNonQuery();
        }

        await transaction.CommitAsync();
    }

    private static DateTime At(int person) => DateTime.UnixEpoch.AddDays(20_000).AddSeconds(person / 50);

    private static async Task ExecutePostgresAsync(Setup setup, string sql)
    {
        await using var connection = new NpgsqlConnection(setup.Postgres);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
