using System.Net;
using System.Net.Sockets;

namespace SysCsv.Transports.Tests.RabbitMq.Connections;

/// <summary>Passes bytes between a client and the broker until it stalls: then the connections that there are stay open and carry nothing.</summary>
internal sealed class StallingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _target;
    private volatile int _stalls;

    public StallingProxy(Uri target)
    {
        _target = target;
        _listener.Start();
        Uri = new UriBuilder(target) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _ = AcceptAsync();
    }

    public Uri Uri { get; }

    /// <summary>Connections that are made afterwards carry what they should.</summary>
    public void Stall() => Interlocked.Increment(ref _stalls);

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        var stalls = _stalls;
        using var broker = new TcpClient();
        using (client)
        {
            await broker.ConnectAsync(_target.Host, _target.Port, _stop.Token);
            await Task.WhenAny(
                PassAsync(client.GetStream(), broker.GetStream(), stalls),
                PassAsync(broker.GetStream(), client.GetStream(), stalls));
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, int stalls)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var read)
        {
            if (stalls != _stalls)
                await Task.Delay(Timeout.Infinite, _stop.Token);
            await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }
}
