using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace SysCsv.Persistence.SqlServer;

/// <summary>Makes and fills temporary tables: by bulk copy, and by INSERT on a server that takes no bulk copy into them. Safe for use from many threads.</summary>
internal sealed class BulkLoader
{
    private readonly CopyTrial _trial = new();

    public async Task FillAsync<TRow>(BulkTable<TRow> table, DbContext context, IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
    {
        await using (var create = Statements.Create(context, table.CreateStatement))
            await create.ExecuteNonQueryAsync(cancellationToken);

        if (_trial.WasRefused)
            await InsertAsync(table, context, rows, cancellationToken);
        else
            await _trial.RunAsync(() => CopyAsync(table, context, rows, cancellationToken), () => context.Database.GetDbConnection().State == ConnectionState.Open);
    }

    private static async Task CopyAsync<TRow>(BulkTable<TRow> table, DbContext context, IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
    {
        var connection = (SqlConnection)context.Database.GetDbConnection();
        using var copy = new SqlBulkCopy(connection, SqlBulkCopyOptions.Default, (SqlTransaction?)context.Database.CurrentTransaction?.GetDbTransaction())
        {
            DestinationTableName = table.Name,
            BulkCopyTimeout = connection.CommandTimeout,
        };
        for (var i = 0; i < table.Columns.Length; i++)
            copy.ColumnMappings.Add(i, table.Columns[i].Name.Trim('[', ']'));

        await using var reader = new BulkReader<TRow>(rows, table.Columns);
        await copy.WriteToServerAsync(reader, cancellationToken);
    }

    private static async Task InsertAsync<TRow>(BulkTable<TRow> table, DbContext context, IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
    {
        foreach (var chunk in rows.Chunk(table.RowsPerInsert))
        {
            await using var insert = Statements.Create(context, table.InsertStatement(chunk.Length));
            foreach (var row in chunk)
                foreach (var column in table.Columns)
                    insert.AddValue(BulkTable<TRow>.Parameter(insert.Parameters.Count), column.Value(row));
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
