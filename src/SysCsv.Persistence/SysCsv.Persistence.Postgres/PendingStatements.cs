using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace SysCsv.Persistence.Postgres;

/// <summary>Statements of one transaction whose result nobody waits for: they go to the server with the next one that is read.</summary>
internal sealed class PendingStatements
{
    private readonly List<NpgsqlBatchCommand> _statements = [];

    public void Clear() => _statements.Clear();

    public void Add(NpgsqlBatchCommand statement) => _statements.Add(statement);

    /// <summary>Sends what waits and then the statements, and reads the rows of those, one result after the other.</summary>
    public async Task ReadAsync(
        DbContext context, Action<DbDataReader, int> read, CancellationToken cancellationToken, params NpgsqlBatchCommand[] statements)
    {
        await using var batch = new NpgsqlBatch(
            (NpgsqlConnection)context.Database.GetDbConnection(), (NpgsqlTransaction?)context.Database.CurrentTransaction?.GetDbTransaction());
        foreach (var statement in _statements.Concat(statements))
            batch.BatchCommands.Add(statement);
        _statements.Clear();

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var result = 0;
        do
        {
            while (await reader.ReadAsync(cancellationToken))
                read(reader, result);
            result++;
        }
        while (await reader.NextResultAsync(cancellationToken));
    }
}
