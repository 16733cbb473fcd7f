using System.Net;
using System.Net.Sockets;

namespace SysCsv.Transports.Tests.RabbitMq.Connections;

/// <summary>Passes bytes between a client and the broker until it stalls: then the connection stays open and carries nothing.</summary>
internal sealed class StallingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _target;
    private volatile TaskCompletionSource? _stalled;

    public StallingProxy(Uri target)
    {
        _target = target;
        _listener.Start();
        Uri = new UriBuilder(target) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _ = AcceptAsync();
    }

    public Uri Uri { get; }

    public void Stall() => _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GoOn()
    {
        var stalled = _stalled;
        _stalled = null;
        stalled?.TrySetResult();
    }

    public void Dispose()
    {
        _stop.Cancel();
        GoOn();
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
        using var broker = new TcpClient();
        using (client)
        {
            await broker.ConnectAsync(_target.Host, _target.Port, _stop.Token);
            await Task.WhenAny(
                PassAsync(client.GetStream(), broker.GetStream()),
                PassAsync(broker.GetStream(), client.GetStream()));
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var read)
        {
            if (_stalled is { } stalled)
                await stalled.Task;
            await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }
}
