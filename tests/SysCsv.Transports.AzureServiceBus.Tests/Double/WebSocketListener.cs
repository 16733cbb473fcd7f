using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Threading.Channels;
using Amqp;
using Microsoft.AspNetCore.Http;

namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>Takes clients in that come over a WebSocket, at the path and with the protocol of the service.</summary>
internal sealed class WebSocketListener : TransportProvider
{
    private const string Path = "/$servicebus/websocket";
    private const string Protocol = "AMQPWSB10";

    private readonly Channel<ClientPipe> _arrived = Channel.CreateUnbounded<ClientPipe>();
    private readonly ConcurrentQueue<ClientPipe> _pipes;

    public WebSocketListener(ConcurrentQueue<ClientPipe> pipes)
    {
        AddressSchemes = ["ws"];
        _pipes = pipes;
    }

    public override async Task<IAsyncTransport> CreateAsync(Address address) => await _arrived.Reader.ReadAsync();

    /// <summary>Serves a client until it goes.</summary>
    public async Task ServeAsync(HttpContext context)
    {
        if (context.Request.Path != Path || !context.WebSockets.WebSocketRequestedProtocols.Contains(Protocol))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(Protocol);
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var pipe = new ClientPipe(WebSocketStream.Create(socket, WebSocketMessageType.Binary, ownsWebSocket: false), rudely =>
        {
            if (rudely)
                context.Abort();
            gone.TrySetResult();
        });
        _pipes.Enqueue(pipe);
        await _arrived.Writer.WriteAsync(pipe);
        await gone.Task;
    }
}
