using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using SysCsv.Persistence.Relational.Writing;

namespace SysCsv.Persistence.SqlServer;

/// <summary>The ledger: few blocks in a batch, so their keys are parameters.</summary>
internal static class SqlServerLedger
{
    // Three parameters each, and the server takes 2,100.
    private const int BlocksPerStatement = 500;

    public static Task<Dictionary<BlockKey, byte[]>> ReadAsync(DbContext context, IReadOnlyList<BlockKey> keys, CancellationToken cancellationToken) =>
        ReadAsync(context, SqlServerSql.ReadBlocks, keys, _ => { }, cancellationToken);

    public static Task<Dictionary<BlockKey, byte[]>> LockAsync(DbContext context, IReadOnlyList<BlockKey> keys, CancellationToken cancellationToken) =>
        ReadAsync(context, SqlServerSql.LockBlocks, keys, statement => statement.AddBits("@empty", LedgerBits.EmptyBlock()), cancellationToken);

    public static async Task WriteAsync(
        DbContext context, IReadOnlyCollection<KeyValuePair<BlockKey, byte[]>> blocks, CancellationToken cancellationToken)
    {
        foreach (var chunk in blocks.Chunk(BlocksPerStatement))
        {
            await using var statement = Statements.Create(context, SqlServerSql.WriteBlocks(chunk.Length));
            AddKeys(statement, [.. chunk.Select(block => block.Key)]);
            for (var i = 0; i < chunk.Length; i++)
                statement.AddBits($"@bits{i}", chunk[i].Value);
            await statement.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task<Dictionary<BlockKey, byte[]>> ReadAsync(
        DbContext context, Func<int, string> text, IReadOnlyList<BlockKey> keys, Action<SqlCommand> addParameters, CancellationToken cancellationToken)
    {
        var blocks = new Dictionary<BlockKey, byte[]>(keys.Count);
        foreach (var chunk in keys.Chunk(BlocksPerStatement))
        {
            await using var statement = Statements.Create(context, text(chunk.Length));
            AddKeys(statement, chunk);
            addParameters(statement);
            foreach (var (key, bits) in await statement.ReadAsync(
                reader => (new BlockKey(reader.GetId(0), reader.GetInt64(1)), reader.GetFieldValue<byte[]>(2)), cancellationToken))
                blocks[key] = bits;
        }

        return blocks;
    }

    private static void AddKeys(SqlCommand statement, BlockKey[] keys)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            statement.AddId($"@import{i}", keys[i].Import);
            statement.AddNumber($"@block{i}", keys[i].Block);
        }
    }
}
