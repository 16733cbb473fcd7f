using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Amqp;

namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>Takes clients in, and can cut them off.</summary>
internal sealed class ClientListener : TransportProvider
{
    private readonly TcpListener _listener;
    private readonly ConcurrentQueue<ClientPipe> _pipes = [];
    private volatile bool _stopped;

    public ClientListener(int port)
    {
        AddressSchemes = ["amqp"];
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    public int Port { get; }

    /// <summary>Every client that came, in turn.</summary>
    public IReadOnlyCollection<ClientPipe> Pipes => _pipes;

    public override async Task<IAsyncTransport> CreateAsync(Address address)
    {
        TcpClient client;
        try
        {
            client = await _listener.AcceptTcpClientAsync();
        }
        catch (Exception exception) when (_stopped && exception is (SocketException or InvalidOperationException))
        {
            // The library asks again at once after a failure, for ever: nobody comes any more, and that is no failure.
            return await new TaskCompletionSource<IAsyncTransport>().Task;
        }

        client.NoDelay = true;
        var pipe = new ClientPipe(client, client.GetStream());
        _pipes.Enqueue(pipe);
        return pipe;
    }

    public ClientPipe? PipeOf(Connection connection) => _pipes.FirstOrDefault(pipe => ReferenceEquals(pipe.Connection, connection));

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
}
