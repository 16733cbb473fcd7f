using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Tests.Components.Fakes;

/// <summary>A dry run that ends when the test says so.</summary>
internal sealed class FakeDryRuns : IDryRuns
{
    public TaskCompletionSource<DryRunResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Runs { get; private set; }

    public IProgress<DryRunProgress>? Progress { get; private set; }

    public CancellationToken Token { get; private set; }

    public Task<DryRunResult> RunAsync(
        Guid upload, CsvReadOptions reading, DuplicatePolicy policy, IProgress<DryRunProgress> progress, CancellationToken cancellationToken)
    {
        Runs++;
        (Progress, Token) = (progress, cancellationToken);
        return Result.Task.WaitAsync(cancellationToken);
    }
}
