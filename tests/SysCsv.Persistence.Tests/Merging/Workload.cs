using SysCsv.Contacts;
using SysCsv.Imports;

namespace SysCsv.Persistence.Tests.Merging;

/// <summary>Rows of several imports that all name one contact, in random order, some of them twice, cut into batches.</summary>
internal sealed record Workload(IReadOnlyDictionary<ImportId, DuplicatePolicy> Policies, MergingRow[] Rows, MergingRow[][] Batches)
{
    public static Workload Create(DuplicatePolicy[] policies, ContactData[][] data, int seed, int batchSize)
    {
        var imports = policies.Select((_, i) => new ImportId(new Guid(i + 1, 0, 0, new byte[8]))).ToArray();
        var rows = imports.SelectMany((import, i) => data[i].Select((row, number) => new MergingRow(new(import, number + 1), row))).ToArray();
        var random = new Random(seed);
        var sent = rows.Concat(rows.Where(_ => random.Next(4) == 0)).ToArray();
        random.Shuffle(sent);
        return new(imports.Zip(policies).ToDictionary(pair => pair.First, pair => pair.Second), rows, [.. sent.Chunk(batchSize)]);
    }

    public override string ToString() => string.Join('\n', Batches.Select(batch => string.Join("; ", batch.Select(row =>
        $"{row.Key.Import.Value.ToString()[7]}:{row.Key.Row} {Policies[row.Key.Import]} {row.Data.Email} {row.Data.Name} {row.Data.Attributes.ToJson()}"))));
}
