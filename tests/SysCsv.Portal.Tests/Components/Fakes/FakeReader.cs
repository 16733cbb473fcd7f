using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Portal.Tests.Components.Fakes;

/// <summary>Rejected and failed rows in lists.</summary>
internal sealed class FakeReader : IImportReader
{
    public List<RejectedRow> Rejected { get; } = [];

    public List<FailedRow> Failed { get; } = [];

    /// <summary>How often all rejected rows were looked at to count them.</summary>
    public int Countings { get; private set; }

    public SysCsvException? Failure { get; set; }

    public Task<Page<RejectedRow>> ListRejectedAsync(
        ImportId import, string? reason = null, string? after = null, int size = 50, CancellationToken cancellationToken = default) =>
        Failure is null
            ? Task.FromResult(new Page<RejectedRow>([.. Rejected.Where(row => reason is null || row.Reason == reason)], after is null && Rejected.Count > 2 ? "more" : null))
            : throw Failure;

    public Task<Page<FailedRow>> ListFailedAsync(ImportId import, string? after = null, int size = 50, CancellationToken cancellationToken = default) =>
        Failure is null ? Task.FromResult(new Page<FailedRow>(Failed, null)) : throw Failure;

    /// <summary>The imports that were asked about one by one; none of them is known.</summary>
    public List<ImportId> Sought { get; } = [];

    public Task<Import?> FindImportAsync(ImportId id, CancellationToken cancellationToken = default)
    {
        Sought.Add(id);
        return Task.FromResult<Import?>(null);
    }

    public Task<Page<Import>> ListImportsAsync(
        string? after = null, int size = 50, bool oldestFirst = false, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<Import>> ListRunningImportsAsync(int size = 50, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<Import>>([]);

    public Task<IReadOnlyDictionary<string, long>> CountRejectedAsync(ImportId import, CancellationToken cancellationToken = default)
    {
        Countings++;
        return Task.FromResult<IReadOnlyDictionary<string, long>>(
            Rejected.GroupBy(row => row.Reason).ToDictionary(rows => rows.Key, rows => rows.LongCount(), StringComparer.Ordinal));
    }
}
