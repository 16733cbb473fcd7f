using Npgsql;
using NpgsqlTypes;
using SysCsv.Persistence.Relational.Writing;

namespace SysCsv.Persistence.Postgres;

/// <summary>What saves a change of an import; the last statement returns its id if that completed it.</summary>
internal static class ImportStatements
{
    public static IEnumerable<NpgsqlBatchCommand> Save(ImportChange change, DateTime now)
    {
        yield return change.Policy is null ? MoveCounts(change) : Add(change, now);

        var complete = new NpgsqlBatchCommand(ImportSql.Complete);
        complete.Parameters.AddWithValue("id", change.Id.Value);
        complete.Parameters.AddWithValue("now", now);
        yield return complete;
    }

    private static NpgsqlBatchCommand MoveCounts(ImportChange change)
    {
        var statement = new NpgsqlBatchCommand(ImportSql.MoveCounts);
        statement.Parameters.AddWithValue("id", change.Id.Value);
        statement.Parameters.AddWithValue("inserted", change.Counts.Inserted);
        statement.Parameters.AddWithValue("updated", change.Counts.Updated);
        statement.Parameters.AddWithValue("duplicate", change.Counts.Duplicate);
        return statement;
    }

    private static NpgsqlBatchCommand Add(ImportChange change, DateTime now)
    {
        var statement = MoveCounts(change);
        statement.CommandText = ImportSql.Save;
        statement.Parameters.AddWithValue("policy", (int)change.Policy!.Value);
        statement.Parameters.AddWithValue("rejected", change.Counts.Rejected);
        statement.Parameters.AddWithValue("failed", change.Counts.Failed);
        statement.Parameters.AddWithValue("now", now);
        statement.Parameters.AddWithValue("file_name", NpgsqlDbType.Text, (object?)change.FileName ?? DBNull.Value);
        statement.Parameters.AddWithValue("columns", NpgsqlDbType.Text, (object?)change.Columns ?? DBNull.Value);
        statement.Parameters.AddWithValue("records", NpgsqlDbType.Bigint, (object?)change.Records ?? DBNull.Value);
        return statement;
    }
}
