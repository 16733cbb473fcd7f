using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using SysCsv.Imports;

namespace SysCsv.Persistence.SqlServer;

/// <summary>Statements in the transaction of a context, and their parameters with the types of the columns.</summary>
internal static class Statements
{
    public static SqlCommand Create(DbContext context, string text)
    {
        var statement = ((SqlConnection)context.Database.GetDbConnection()).CreateCommand();
        statement.Transaction = (SqlTransaction?)context.Database.CurrentTransaction?.GetDbTransaction();
        statement.CommandText = text;
        return statement;
    }

    public static async Task<List<T>> ReadAsync<T>(this SqlCommand statement, Func<SqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var items = new List<T>();
        await using var reader = await statement.ExecuteReaderAsync(cancellationToken);
        do
        {
            while (await reader.ReadAsync(cancellationToken))
                items.Add(read(reader));
        }
        while (await reader.NextResultAsync(cancellationToken));
        return items;
    }

    public static void AddId(this SqlCommand statement, string name, ImportId id) =>
        statement.Parameters.Add(name, SqlDbType.Binary, 16).Value = ImportIdBytes.ToBytes(id.Value);

    public static void AddNumber(this SqlCommand statement, string name, long? value) =>
        statement.Parameters.Add(name, SqlDbType.BigInt).Value = (object?)value ?? DBNull.Value;

    public static void AddCode(this SqlCommand statement, string name, int value) =>
        statement.Parameters.Add(name, SqlDbType.Int).Value = value;

    // -1 is max: one plan for texts of any length.
    public static void AddText(this SqlCommand statement, string name, string? value) =>
        statement.Parameters.Add(name, SqlDbType.NVarChar, -1).Value = (object?)value ?? DBNull.Value;

    public static void AddBits(this SqlCommand statement, string name, byte[] value) =>
        statement.Parameters.Add(name, SqlDbType.VarBinary, -1).Value = value;

    public static void AddTime(this SqlCommand statement, string name, DateTime value) =>
        statement.Parameters.Add(new SqlParameter(name, SqlDbType.DateTime2) { Scale = 6, Value = value });

    /// <summary>Adds what a row has in a column of a temporary table, where only texts can be missing.</summary>
    public static void AddValue(this SqlCommand statement, string name, object? value)
    {
        switch (value)
        {
            case long number:
                statement.AddNumber(name, number);
                break;
            case byte[] id:
                statement.Parameters.Add(name, SqlDbType.Binary, id.Length).Value = id;
                break;
            case DateTime time:
                statement.AddTime(name, time);
                break;
            default:
                statement.AddText(name, (string?)value);
                break;
        }
    }

    public static ImportId GetId(this SqlDataReader reader, int ordinal) =>
        new(ImportIdBytes.FromBytes(reader.GetFieldValue<byte[]>(ordinal)));
}
