using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace SysCsv.Persistence.SqlServer.Tests;

/// <summary>Reads T-SQL as SQL Server 2019 does.</summary>
internal static class TSql
{
    /// <summary>What other servers that speak T-SQL lack or do otherwise. See docs/decisions/0014-sql-server.md.</summary>
    private static readonly string[] Particular = ["MERGE", "OPENJSON", "ISJSON", "DBCC", "SERVERPROPERTY", "SNAPSHOT", "READ_COMMITTED_SNAPSHOT"];

    public static void AssertParses(string text)
    {
        var script = new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);

        Assert.True(errors.Count == 0, string.Join('\n', errors.Select(error => $"{error.Line}: {error.Message}").Append(text)));
        Assert.Empty(script.ScriptTokenStream.Select(token => token.Text).Intersect(Particular, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The parts of a script that a client would send one by one.</summary>
    public static IEnumerable<string> Split(string script) =>
        script.Split("\nGO", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(part => part.Length > 0);
}
