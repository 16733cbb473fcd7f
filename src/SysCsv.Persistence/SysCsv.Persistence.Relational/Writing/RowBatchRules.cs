using SysCsv.Imports;

namespace SysCsv.Persistence.Relational.Writing;

/// <summary>What a caller must not get wrong in a batch.</summary>
internal static class RowBatchRules
{
    public static void Check(RowBatch batch)
    {
        foreach (var row in batch.Accepted)
            Check(batch, row.Key);
        foreach (var row in batch.Rejected)
            Check(batch, row.Key);
        foreach (var row in batch.Failed)
            Check(batch, row.Key);
        foreach (var start in batch.Starts)
            CheckPolicy(batch, start.Import);
        foreach (var end in batch.Ends)
            CheckPolicy(batch, end.Import);
    }

    private static void Check(RowBatch batch, RowKey key)
    {
        if (key.Row < 1)
            throw new ArgumentException($"The rows of import {key.Import} are numbered from 1; the batch holds row {key.Row}.", nameof(batch));
        CheckPolicy(batch, key.Import);
    }

    private static void CheckPolicy(RowBatch batch, ImportId import)
    {
        if (!batch.Policies.ContainsKey(import))
            throw new ArgumentException($"The batch does not say the policy of import {import}.", nameof(batch));
    }
}
