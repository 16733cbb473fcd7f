using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SysCsv.Transports.AzureServiceBus.Tests.RabbitMq;

/// <summary>
/// Stands between clients and a broker, and cuts them off: the management API can't close a connection of AMQP 1.0 with several
/// sessions (RabbitMQ 3.10 answers 500).
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> _clients = new();
    private readonly Uri _broker;
    private readonly Task _accepting;

    private CuttingProxy(Uri broker)
    {
        _broker = broker;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static CuttingProxy Start(Uri broker) => new(broker);

    /// <summary>Ends every connection without a word, as a failing network does.</summary>
    public void Cut()
    {
        foreach (var client in _clients.Keys)
        {
            _clients.TryRemove(client, out _);
            client.LingerState = new LingerOption(true, 0);
            client.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The listener was stopped.
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var broker = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        _clients[client] = true;
        try
        {
            await broker.ConnectAsync(_broker.Host, _broker.Port);
            var there = client.GetStream().CopyToAsync(broker.GetStream());
            var back = broker.GetStream().CopyToAsync(client.GetStream());
            await Task.WhenAny(there, back);
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was cut.
        }
        finally
        {
            _clients.TryRemove(client, out _);
            client.Dispose();
        }
    }
}
