using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>Gives the bytes of a client frame by frame, and notes what was in them.</summary>
internal sealed class FrameTap(Stream stream)
{
    private const int HeaderLength = 8;

    private byte[] _pending = [];
    private int _given;

    public ConcurrentQueue<ClientFrame> Frames { get; } = [];

    /// <summary>Whether the client has begun to speak AMQP, after SASL.</summary>
    public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <returns>Zero at the end.</returns>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        if (_given == _pending.Length)
        {
            _pending = await ReadFrameAsync();
            _given = 0;
        }

        var count = Math.Min(buffer.Length, _pending.Length - _given);
        _pending.AsSpan(_given, count).CopyTo(buffer.Span);
        _given += count;
        return count;
    }

    private async Task<byte[]> ReadFrameAsync()
    {
        var header = new byte[HeaderLength];
        if (await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
            return [];
        if (header.AsSpan().StartsWith("AMQP"u8))
        {
            if (header[4] == 0)
                Began.TrySetResult();
            return header;
        }

        var frame = new byte[BinaryPrimitives.ReadInt32BigEndian(header)];
        header.CopyTo(frame, 0);
        await stream.ReadExactlyAsync(frame.AsMemory(HeaderLength));
        Note(frame);
        return frame;
    }

    private void Note(byte[] frame)
    {
        var (bodyAt, isAmqp) = (frame[4] * 4, frame[5] == 0);
        if (!isAmqp || frame.Length == bodyAt)
            return;
        var reader = new WireReader(frame.AsSpan(bodyAt));
        var performative = reader.Read();
        Frames.Enqueue(new(BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(6)), performative, frame[(bodyAt + reader.Position)..]));
    }
}
