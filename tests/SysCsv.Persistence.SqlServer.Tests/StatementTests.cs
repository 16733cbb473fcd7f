using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.Dac.Model;

namespace SysCsv.Persistence.SqlServer.Tests;

/// <summary>What can be known of the statements without a server: that they are T-SQL, and that what they name is in the schema.</summary>
public sealed class StatementTests
{
    public static TheoryData<string> Statements() => [.. DialectStatements.All.Select(statement => statement.Name)];

    [Theory]
    [MemberData(nameof(Statements))]
    public void Statement_is_T_SQL(string name)
    {
        var statement = DialectStatements.All.Single(statement => statement.Name == name);

        TSql.AssertParses($"{statement.Table}\n{statement.Text}");
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void Temporary_table_is_dropped_by_the_statement_that_reads_it(string name)
    {
        var statement = DialectStatements.All.Single(statement => statement.Name == name);

        if (statement.Table is { } table)
            Assert.EndsWith($"DROP TABLE {table.Split(' ')[2]};", statement.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Insert_into_a_temporary_table_is_T_SQL_and_stays_within_the_limits_of_the_server()
    {
        Assert.All(DialectStatements.Inserts, insert => TSql.AssertParses($"{insert.Table}\n{insert.Text}"));
        Assert.InRange(BulkTables.ChangedContacts.RowsPerInsert * BulkTables.ChangedContacts.Columns.Length, 1_900, 2_100);
        Assert.Equal(1_000, BulkTables.ContactKeys.RowsPerInsert);
    }

    [Fact]
    public void Migrations_make_a_script_that_is_T_SQL()
    {
        using var context = Offline.Context();

        TSql.AssertParses(context.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent));
    }

    [Fact]
    public void Migrations_are_what_the_model_says()
    {
        using var context = Offline.Context();

        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public void Statements_name_only_what_the_schema_has()
    {
        using var context = Offline.Context();
        using var model = new TSqlModel(SqlServerVersion.Sql150, new TSqlModelOptions());
        foreach (var part in TSql.Split(context.Database.GenerateCreateScript()))
            model.AddObjects(part);
        foreach (var statement in DialectStatements.All)
            model.AddObjects(DialectStatements.ToProcedure(statement));
        foreach (var insert in DialectStatements.Inserts)
            model.AddObjects(DialectStatements.ToProcedure(insert));

        Assert.Empty(model.Validate().Select(message => message.ToString()));
    }

    [Fact]
    public void A_name_that_the_schema_lacks_would_be_found()
    {
        using var context = Offline.Context();
        using var model = new TSqlModel(SqlServerVersion.Sql150, new TSqlModelOptions());
        foreach (var part in TSql.Split(context.Database.GenerateCreateScript()))
            model.AddObjects(part);
        model.AddObjects("CREATE PROCEDURE wrong AS SELECT normalised_mail FROM contacts");

        Assert.NotEmpty(model.Validate());
    }
}
