using Microsoft.Data.Sqlite;
using Npgsql;

namespace SysCsv.Benchmarks.EndToEnd;

/// <summary>An empty database for each phase.</summary>
internal static class Databases
{
    public static async Task CreateAsync(Setup setup)
    {
        await DropAsync(setup);
        if (setup.Store == "Postgres")
            await ExecuteAsync($"""CREATE DATABASE "{setup.Name}" """);
    }

    public static async Task DropAsync(Setup setup)
    {
        if (setup.Store == "Postgres")
        {
            await ExecuteAsync($"""DROP DATABASE IF EXISTS "{setup.Name}" WITH (FORCE)""");
            return;
        }

        SqliteConnection.ClearAllPools();
        Directory.CreateDirectory(setup.Folder);
        foreach (var file in Directory.GetFiles(setup.Folder, "contacts.db*"))
            File.Delete(file);
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Setup.PostgresServer);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
