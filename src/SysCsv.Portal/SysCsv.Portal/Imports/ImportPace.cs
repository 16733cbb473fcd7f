using System.Globalization;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Storage;
using SysCsv.Transports;

namespace SysCsv.Portal.Imports;

/// <summary>Keeps an import from being more than a number of rows ahead of what the store has accounted for.</summary>
internal sealed class ImportPace(
    ImportId import, int rowsAhead, IImportReader reader, Probe<TransportException?> broker, SendProgress progress, PortalTiming timing, TimeProvider clock)
{
    private long _accounted;
    private long _sent = progress.Read().Rows;
    private long _asked;
    private string? _brokerFailure;

    /// <summary>Completes when the rows up to <paramref name="row"/> may be sent.</summary>
    public async Task WaitAsync(long row, CancellationToken cancellationToken)
    {
        if (!MayGo(row))
            await WaitForConsumersAsync(row, cancellationToken);
        _sent = row;
    }

    private async Task WaitForConsumersAsync(long row, CancellationToken cancellationToken)
    {
        (_asked, _brokerFailure) = (clock.GetTimestamp(), null);
        var message = await LookAsync(row, cancellationToken);
        while (!MayGo(row))
        {
            progress.WaitForConsumers(message);
            await Task.Delay(timing.Pace, clock, cancellationToken);
            message = await LookAsync(row, cancellationToken);
        }

        progress.WaitForConsumers(null);
    }

    // What is sent at once may be more than the limit: it goes when everything before it is accounted for.
    private bool MayGo(long row) => row - _accounted <= rowsAhead || _accounted >= _sent;

    private async Task<string?> LookAsync(long row, CancellationToken cancellationToken)
    {
        try
        {
            _accounted = (await reader.FindImportAsync(import, cancellationToken))?.Counts.Total ?? 0;
        }
        catch (StoreException exception)
        {
            return $"Sending waits for the database. {exception.Message}";
        }

        if (MayGo(row))
            return null;
        return await AskBrokerAsync(cancellationToken) is { } failure
            ? $"Sending waits for the broker. {failure}"
            : string.Create(CultureInfo.InvariantCulture, $"Sending waits for the consumers: they are {rowsAhead:N0} rows behind.");
    }

    // Consumers get no further while the broker is away, and who sends nothing does not notice it by himself.
    private async Task<string?> AskBrokerAsync(CancellationToken cancellationToken)
    {
        if (clock.GetElapsedTime(_asked) < timing.Renew)
            return _brokerFailure;
        (var loss, _brokerFailure) = await broker.AskAsync(cancellationToken);
        _asked = clock.GetTimestamp();

        // What was lost with a queue is waited for in vain: the publisher has to hear of it.
        return loss is null ? _brokerFailure : throw loss;
    }
}
