using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Snapshooter.Xunit;
using SysCsv.Persistence.Postgres;
using SysCsv.Persistence.Relational.Writing;
using SysCsv.Persistence.Sqlite;

namespace SysCsv.Persistence.Tests;

/// <summary>What goes to the servers, on record: a change of it is seen where the change is looked at.</summary>
public sealed class SqlTextTests
{
    [Theory]
    [InlineData(typeof(PostgresSql))]
    [InlineData(typeof(SqliteSql))]
    [InlineData(typeof(ImportSql))]
    public void Statements_are_those_on_record(Type statements)
    {
        var texts = statements.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => $"-- {field.Name}\n{field.GetRawConstantValue()}\n");

        Snapshot.Match(string.Join('\n', texts), statements.Name);
    }

    [Fact]
    public void Scripts_of_the_migrations_are_those_on_record()
    {
        using var postgres = new PostgresDbContext(new DbContextOptionsBuilder<PostgresDbContext>().UseNpgsql("Host=nowhere").Options);
        using var sqlite = new SqliteDbContext(new DbContextOptionsBuilder<SqliteDbContext>().UseSqlite("Data Source=:memory:").Options);

        Snapshot.Match(Script(postgres), "Postgres.migrations");
        Snapshot.Match(Script(sqlite), "Sqlite.migrations");
    }

    // The script notes the version of EF Core.
    private static string Script(DbContext context) =>
        context.GetService<IMigrator>().GenerateScript().ReplaceLineEndings("\n").Replace(ProductInfo.GetVersion(), "VERSION", StringComparison.Ordinal);
}
