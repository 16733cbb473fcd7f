using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Amqp;

namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>Takes clients in, over TLS if it has a certificate.</summary>
internal sealed class ClientListener : TransportProvider
{
    private readonly TcpListener _listener;
    private readonly X509Certificate2? _certificate;
    private readonly ConcurrentQueue<ClientPipe> _pipes;
    private volatile bool _stopped;

    public ClientListener(int port, X509Certificate2? certificate, ConcurrentQueue<ClientPipe> pipes)
    {
        AddressSchemes = [certificate is null ? "amqp" : "amqps"];
        _certificate = certificate;
        _pipes = pipes;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    public int Port { get; }

    public override async Task<IAsyncTransport> CreateAsync(Address address)
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                if (await ShakeHandsAsync(client) is not { } stream)
                    continue;
                var pipe = new ClientPipe(stream, rudely => Cut(client, rudely));
                _pipes.Enqueue(pipe);
                return pipe;
            }
        }
        catch (Exception exception) when (_stopped && exception is (SocketException or InvalidOperationException))
        {
            // The library asks again at once after a failure, for ever: nobody comes any more, and that is no failure.
            return await new TaskCompletionSource<IAsyncTransport>().Task;
        }
    }

    public void Stop()
    {
        _stopped = true;
        _listener.Stop();
    }

    public override void Dispose()
    {
        base.Dispose();
        Stop();
    }

    // A client that does not like the certificate goes; the next may be of another mind.
    private async Task<Stream?> ShakeHandsAsync(TcpClient client)
    {
        client.NoDelay = true;
        if (_certificate is null)
            return client.GetStream();
        var secure = new SslStream(client.GetStream());
        try
        {
            await secure.AuthenticateAsServerAsync(_certificate);
            return secure;
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            await secure.DisposeAsync();
            client.Dispose();
            return null;
        }
    }

    private static void Cut(TcpClient client, bool rudely)
    {
        if (rudely)
            client.LingerState = new LingerOption(true, 0);
        client.Dispose();
    }
}
