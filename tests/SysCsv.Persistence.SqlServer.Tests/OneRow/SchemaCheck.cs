using System.Text.RegularExpressions;
using Microsoft.SqlServer.Dac.Model;

namespace SysCsv.Persistence.SqlServer.Tests.OneRow;

/// <summary>Resolves what statements name against a schema.</summary>
internal static partial class SchemaCheck
{
    /// <param name="definitions">What makes the schema.</param>
    /// <param name="statements">Each with its parameters as a procedure would declare them.</param>
    public static void AssertNamesAreThere(IEnumerable<string> definitions, IEnumerable<(string Text, string Parameters)> statements)
    {
        using var model = new TSqlModel(SqlServerVersion.Sql150, new TSqlModelOptions());
        foreach (var definition in AtOnce(definitions))
            model.AddObjects(definition);
        foreach (var (number, statement) in statements.Index())
            model.AddObjects($"CREATE PROCEDURE check_{number} {statement.Parameters} AS BEGIN {statement.Text} END");

        Assert.Empty(model.Validate().Select(message => message.ToString()));
    }

    // A model holds what is, not how it came: a column that was added later stands with the others.
    private static List<string> AtOnce(IEnumerable<string> definitions)
    {
        var made = new List<string>();
        foreach (var definition in definitions)
            if (AddedColumn().Match(definition) is { Success: true } added)
                AddTo(made, $"CREATE TABLE {added.Groups["table"].Value} (", added.Groups["column"].Value);
            else
                made.Add(definition);
        return made;
    }

    private static void AddTo(List<string> made, string table, string column)
    {
        var index = made.FindIndex(definition => definition.TrimStart().StartsWith(table, StringComparison.Ordinal));
        made[index] = made[index].Replace(table, $"{table} {column},", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\s*ALTER TABLE (?<table>\[\w+\]) ADD (?<column>[^;]+);\s*$")]
    private static partial Regex AddedColumn();
}
