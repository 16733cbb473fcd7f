using Microsoft.SqlServer.Dac.Model;

namespace SysCsv.Persistence.SqlServer.Tests.OneRow;

/// <summary>Resolves what statements name against a schema.</summary>
internal static class SchemaCheck
{
    /// <param name="definitions">What makes the schema.</param>
    /// <param name="statements">Each with its parameters as a procedure would declare them.</param>
    public static void AssertNamesAreThere(IEnumerable<string> definitions, IEnumerable<(string Text, string Parameters)> statements)
    {
        using var model = new TSqlModel(SqlServerVersion.Sql150, new TSqlModelOptions());
        foreach (var definition in definitions)
            model.AddObjects(definition);
        foreach (var (number, statement) in statements.Index())
            model.AddObjects($"CREATE PROCEDURE check_{number} {statement.Parameters} AS BEGIN {statement.Text} END");

        Assert.Empty(model.Validate().Select(message => message.ToString()));
    }
}
