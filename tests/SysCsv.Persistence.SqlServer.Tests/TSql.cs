using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace SysCsv.Persistence.SqlServer.Tests;

/// <summary>Reads T-SQL as SQL Server 2019 does.</summary>
internal static class TSql
{
    public static void AssertParses(string text)
    {
        new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);

        Assert.True(errors.Count == 0, string.Join('\n', errors.Select(error => $"{error.Line}: {error.Message}").Append(text)));
    }
}
