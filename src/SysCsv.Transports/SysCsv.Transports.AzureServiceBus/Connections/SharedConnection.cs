using Microsoft.Extensions.Logging;

namespace SysCsv.Transports.AzureServiceBus.Connections;

/// <summary>The connection of a transport: made on first use and again on the first use after a loss, by one caller for all.</summary>
internal sealed class SharedConnection(Endpoint endpoint, AzureServiceBusOptions options, ILogger logger, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private BrokerConnection? _current;
    private bool _disposed;

    public async Task<BrokerConnection> GetAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_disposed)
                throw ServiceBusErrors.Disposed();
            if (_current is { IsOpen: true } open)
                return open;
            if (_current is { } lost)
            {
                _current = null;
                await CloseAsync(lost);
            }

            return _current = await BrokerConnection.OpenAsync(endpoint, options, logger, time, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        var last = _current;
        _current = null;
        _disposed = true;
        _turn.Release();
        if (last is not null)
            await CloseAsync(last);
    }

    private async Task CloseAsync(BrokerConnection connection)
    {
        try
        {
            await connection.DisposeAsync();
        }
        catch (Exception e)
        {
            logger.CloseFailed(e);
        }
    }
}
