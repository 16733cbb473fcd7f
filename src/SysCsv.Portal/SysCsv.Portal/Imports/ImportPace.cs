using System.Globalization;
using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Portal.Imports;

/// <summary>Keeps an import from being more than a number of rows ahead of what the store has accounted for.</summary>
internal sealed class ImportPace(
    ImportId import, int rowsAhead, IImportReader reader, SendProgress progress, TimeSpan interval, TimeProvider clock)
{
    private long _accounted;
    private long _sent = progress.Read().Rows;

    /// <summary>Completes when the rows up to <paramref name="row"/> may be sent.</summary>
    public async Task WaitAsync(long row, CancellationToken cancellationToken)
    {
        if (!MayGo(row))
            await WaitForConsumersAsync(row, cancellationToken);
        _sent = row;
    }

    private async Task WaitForConsumersAsync(long row, CancellationToken cancellationToken)
    {
        var message = await LookAsync(cancellationToken);
        while (!MayGo(row))
        {
            progress.WaitForConsumers(message);
            await Task.Delay(interval, clock, cancellationToken);
            message = await LookAsync(cancellationToken);
        }

        progress.WaitForConsumers(null);
    }

    // What is sent at once may be more than the limit: it goes when everything before it is accounted for.
    private bool MayGo(long row) => row - _accounted <= rowsAhead || _accounted >= _sent;

    private async Task<string> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            _accounted = (await reader.FindImportAsync(import, cancellationToken))?.Counts.Total ?? 0;
            return string.Create(CultureInfo.InvariantCulture, $"Sending waits for the consumers: they are {rowsAhead:N0} rows behind.");
        }
        catch (StoreException exception)
        {
            return $"Sending waits for the database. {exception.Message}";
        }
    }
}
