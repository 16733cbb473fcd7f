using Microsoft.EntityFrameworkCore;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Writing;

namespace SysCsv.Persistence.SqlServer;

/// <summary>The rows of imports.</summary>
internal static class SqlServerImports
{
    private const int ImportsPerStatement = 1000;

    /// <summary>Adds the change to the import's row, or makes it; true if that completed the import.</summary>
    public static async Task<bool> SaveAsync(DbContext context, ImportChange change, DateTime now, CancellationToken cancellationToken)
    {
        var save = change.Policy is null ? SqlServerSql.MoveCounts : SqlServerSql.SaveImport;
        await using var statement = Statements.Create(context, $"{save}\n{SqlServerSql.CompleteImport}");
        statement.AddId("@id", change.Id);
        statement.AddTime("@now", now);
        statement.AddNumber("@inserted", change.Counts.Inserted);
        statement.AddNumber("@updated", change.Counts.Updated);
        statement.AddNumber("@duplicate", change.Counts.Duplicate);
        if (change.Policy is { } policy)
        {
            statement.AddCode("@policy", (int)policy);
            statement.AddNumber("@rejected", change.Counts.Rejected);
            statement.AddNumber("@failed", change.Counts.Failed);
            statement.AddText("@file_name", change.FileName);
            statement.AddText("@columns", change.Columns);
            statement.AddNumber("@records", change.Records);
        }

        return await statement.ExecuteScalarAsync(cancellationToken) is 1;
    }

    public static async Task<Dictionary<ImportId, DuplicatePolicy>> ReadPoliciesAsync(
        DbContext context, IReadOnlyCollection<ImportId> imports, CancellationToken cancellationToken)
    {
        var policies = new Dictionary<ImportId, DuplicatePolicy>(imports.Count);
        foreach (var chunk in imports.Chunk(ImportsPerStatement))
        {
            await using var statement = Statements.Create(context, SqlServerSql.ReadPolicies(chunk.Length));
            for (var i = 0; i < chunk.Length; i++)
                statement.AddId($"@import{i}", chunk[i]);
            foreach (var (id, policy) in await statement.ReadAsync(reader => (reader.GetId(0), (DuplicatePolicy)reader.GetInt32(1)), cancellationToken))
                policies[id] = policy;
        }

        return policies;
    }
}
