using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Amqp;

namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>Takes clients in, and can cut them off.</summary>
internal sealed class ClientListener : TransportProvider
{
    private readonly TcpListener _listener;
    private readonly ConcurrentBag<ClientPipe> _pipes = [];

    public ClientListener(int port)
    {
        AddressSchemes = ["amqp"];
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    public int Port { get; }

    public IEnumerable<ClientPipe> Pipes => _pipes;

    public override async Task<IAsyncTransport> CreateAsync(Address address)
    {
        var client = await _listener.AcceptTcpClientAsync();
        client.NoDelay = true;
        var pipe = new ClientPipe(client, client.GetStream());
        _pipes.Add(pipe);
        return pipe;
    }

    public ClientPipe? PipeOf(Connection connection) => _pipes.FirstOrDefault(pipe => ReferenceEquals(pipe.Connection, connection));

    public void Stop() => _listener.Stop();

    public override void Dispose()
    {
        base.Dispose();
        _listener.Stop();
    }
}
