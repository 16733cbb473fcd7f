using System.Globalization;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Publishing;

namespace Samples;

/// <summary>Follows one import from the first row read to the last row accounted for.</summary>
internal sealed class ImportWatch(IImportReader reader) : IProgress<PublishProgress>
{
    private volatile PublishProgress? _published;

    /// <summary>How far the publisher is; null before its first rows.</summary>
    public PublishProgress? Published => _published;

    public void Report(PublishProgress value) => _published = value;

    /// <summary>The share of the rows that are accounted for; while the file is read, its size is estimated from what was read.</summary>
    public async Task<(double Share, string Text)> LookAsync(CancellationToken cancellationToken)
    {
        if (_published is not { RowsConfirmed: > 0, BytesRead: > 0 } published)
            return (0, "");

        var import = await reader.FindImportAsync(published.Import, cancellationToken);
        var rows = import?.Counts.Total ?? 0;
        var read = published.BytesTotal is { } total ? (double)published.BytesRead / total : 1;
        var expected = import?.Records ?? published.RowsConfirmed / Math.Max(read, 1e-6);
        var text = published.WaitingFor ?? string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows");
        return (expected == 0 ? 1 : Math.Min(1, rows / expected), text);
    }

    public async Task<Import> CompletedAsync(ImportId id, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            if (await reader.FindImportAsync(id, cancellationToken) is { State: ImportState.Completed } import)
                return import;
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
        throw new OperationCanceledException(cancellationToken);
    }
}
