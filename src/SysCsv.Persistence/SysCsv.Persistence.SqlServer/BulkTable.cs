using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace SysCsv.Persistence.SqlServer;

/// <summary>A temporary table that a transaction makes and fills by a bulk copy. It ends with the session, or with the transaction if that fails.</summary>
internal sealed class BulkTable<TRow>(string name, string key, params BulkColumn<TRow>[] columns)
{
    public string CreateStatement { get; } =
        $"CREATE TABLE {name} ({string.Join(", ", columns.Select(column => $"{column.Name} {column.Type}"))}, PRIMARY KEY ({key}))";

    public async Task FillAsync(DbContext context, IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
    {
        await using (var create = Statements.Create(context, CreateStatement))
            await create.ExecuteNonQueryAsync(cancellationToken);

        var connection = (SqlConnection)context.Database.GetDbConnection();
        using var copy = new SqlBulkCopy(connection, SqlBulkCopyOptions.Default, (SqlTransaction?)context.Database.CurrentTransaction?.GetDbTransaction())
        {
            DestinationTableName = name,
            BulkCopyTimeout = connection.CommandTimeout,
        };
        for (var i = 0; i < columns.Length; i++)
            copy.ColumnMappings.Add(i, columns[i].Name.Trim('[', ']'));

        await using var reader = new BulkReader<TRow>(rows, columns);
        await copy.WriteToServerAsync(reader, cancellationToken);
    }
}
