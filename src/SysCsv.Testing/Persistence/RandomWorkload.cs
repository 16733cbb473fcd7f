using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Testing.Persistence;

/// <summary>Rows of several imports over the same few e-mails, cut into batches at random with some rows twice: what many consumers may see.</summary>
internal sealed class RandomWorkload
{
    private readonly Random _random;

    private RandomWorkload(Random random, IReadOnlyDictionary<ImportId, DuplicatePolicy> policies)
    {
        _random = random;
        Policies = policies;
    }

    public IReadOnlyDictionary<ImportId, DuplicatePolicy> Policies { get; }

    public IReadOnlyList<ImportId> Imports => [.. Policies.Keys.Order()];

    /// <summary>Makes the imports known, so that none begins late.</summary>
    public RowBatch Begin => new() { Policies = Policies, Starts = [.. Imports.Select(import => new ImportStart(import, $"{import}.csv", ["email", "name", "city"]))] };

    public List<RowBatch> Batches { get; } = [];

    public static RandomWorkload Create(int seed, int emails, int rows, int batchSize, params DuplicatePolicy[] policies)
    {
#pragma warning disable CA5394 // A seeded source is the point.
        var random = new Random(seed);
#pragma warning restore CA5394
        var workload = new RandomWorkload(random, policies.ToDictionary(_ => TestRows.NewImport(), policy => policy));
        var all = workload.Imports.SelectMany(import => Enumerable.Range(1, rows).Select(row => workload.Row(import, row, emails))).ToArray();
        var sent = all.Concat(all.Where(_ => random.Next(5) == 0)).ToArray();
        random.Shuffle(sent);
        var ends = workload.Imports.ToDictionary(import => import, _ => random.Next(sent.Length / batchSize));
        foreach (var (index, chunk) in sent.Chunk(batchSize).Index())
            workload.Batches.Add(workload.Batch(chunk, [.. ends.Where(end => end.Value == index).Select(end => new ImportEnd(end.Key, rows))]));
        return workload;
    }

    private RowBatch Batch(object[] rows, ImportEnd[] ends) => new()
    {
        Accepted = [.. rows.OfType<AcceptedRow>()],
        Rejected = [.. rows.OfType<RejectedRow>()],
        Ends = ends,
        Policies = Policies,
    };

    private object Row(ImportId import, long row, int emails)
    {
        if (_random.Next(20) == 0)
            return TestRows.Rejected(import, row);

        var email = $"person{_random.Next(emails)}@example.org";
        return TestRows.Accepted(
            import,
            row,
            _random.Next(4) == 0 ? email.ToUpperInvariant() : email,
            _random.Next(3) == 0 ? null : $"Name {_random.Next(3)}",
            ("city", _random.Next(2) == 0 ? "" : $"City {_random.Next(2)}"),
            ("phone", _random.Next(2) == 0 ? "" : $"{_random.Next(2)}"));
    }
}
