using System.Net.Sockets;
using Amqp;

namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>The bytes of one client.</summary>
/// <param name="stream">Where they come and go.</param>
/// <param name="cut">Ends the client, without a word if that is asked for.</param>
internal sealed class ClientPipe(Stream stream, Action<bool> cut) : IAsyncTransport
{
    private static readonly byte[] AmqpHeader = [(byte)'A', (byte)'M', (byte)'Q', (byte)'P', 0];
    private readonly FrameTap _tap = new(stream);
    private readonly TaskCompletionSource _swallowing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _swallows;

    public Connection? Connection { get; private set; }

    /// <summary>What the client has sent so far.</summary>
    public IReadOnlyCollection<ClientFrame> Frames => _tap.Frames;

    public void SetConnection(Connection connection) => Connection = connection;

    /// <summary>Ends the connection without a word, as a failing network does.</summary>
    public void Reset() => cut(true);

    /// <summary>Keeps the connection open and carries nothing any more.</summary>
    public void Swallow() => _swallows = true;

    public async Task<int> ReceiveAsync(byte[] buffer, int offset, int count)
    {
        var read = await _tap.ReadAsync(buffer.AsMemory(offset, count));
        if (_swallows)
            await _swallowing.Task;
        if (read == 0)
            throw new SocketException((int)SocketError.ConnectionReset);
        return read;
    }

    public async Task SendAsync(IList<ByteBuffer> bufferList, int listSize)
    {
        foreach (var buffer in bufferList)
        {
            // The listener writes its header right behind the outcome of SASL; a client that finds both in one read may stumble.
            if (buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).StartsWith(AmqpHeader))
                await _tap.Began.Task;
            if (_swallows)
                await _swallowing.Task;
            await stream.WriteAsync(buffer.Buffer.AsMemory(buffer.Offset, buffer.Length));
        }
    }

    public void Send(ByteBuffer buffer) => stream.Write(buffer.Buffer, buffer.Offset, buffer.Length);

    public int Receive(byte[] buffer, int offset, int count) => stream.Read(buffer, offset, count);

    public void Close()
    {
        _tap.Began.TrySetResult();
        cut(false);
        _swallowing.TrySetException(new IOException("The connection was closed."));
        _ = _swallowing.Task.Exception;
    }
}
