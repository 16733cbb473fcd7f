using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Snapshooter.Xunit;

namespace SysCsv.Persistence.SqlServer.Tests;

/// <summary>What goes to the server, on record: a change of it is seen where the change is looked at.</summary>
public sealed class SqlTextTests
{
    [Fact]
    public void Statements_of_the_dialect_are_those_on_record()
    {
        var statements = DialectStatements.All.Select(statement => $"-- {statement.Name}\n{statement.Table}\n{statement.Text.TrimEnd()}\n");
        var inserts = DialectStatements.Inserts.Select(insert => $"-- into {insert.Name}, without bulk copy\n{insert.Text}\n");

        Snapshot.Match(string.Join('\n', statements.Concat(inserts)), "SqlServer.statements");
    }

    [Fact]
    public void Script_of_the_migrations_is_the_one_on_record()
    {
        using var context = Offline.Context();

        Snapshot.Match(Script(context.GetService<IMigrator>()), "SqlServer.migrations");
    }

    // The script notes the version of EF Core.
    private static string Script(IMigrator migrator) =>
        migrator.GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent).ReplaceLineEndings("\n").Replace(ProductInfo.GetVersion(), "VERSION", StringComparison.Ordinal);
}
