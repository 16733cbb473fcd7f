using System.Buffers;
using SysCsv.Csv;
using SysCsv.Transports;

namespace SysCsv.Publishing;

/// <summary>Messages that are sent together, their bodies in one pooled buffer.</summary>
internal sealed class MessageBatch : IBufferWriter<byte>, IDisposable
{
    private readonly List<(string Id, int Start)> _starts = [];
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    public int Count => _starts.Count;

    /// <summary>Rows in the batch's messages.</summary>
    public int Rows { get; set; }

    /// <summary>Where the file goes on after the batch's last row.</summary>
    public CsvPosition End { get; set; }

    /// <summary>Bytes of the file read when the batch was complete.</summary>
    public long BytesRead { get; set; }

    /// <summary>Begins a message: what is written until the next call is its body.</summary>
    public void BeginMessage(string id) => _starts.Add((id, Length));

    /// <summary>The messages. Valid until the batch is disposed; call once everything is written.</summary>
    public OutgoingMessage[] ToMessages(string? traceParent)
    {
        var messages = new OutgoingMessage[_starts.Count];
        for (var i = 0; i < messages.Length; i++)
        {
            var (id, start) = _starts[i];
            var end = i + 1 < _starts.Count ? _starts[i + 1].Start : Length;
            messages[i] = new(id, _buffer.AsMemory(start, end - start), traceParent);
        }

        return messages;
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _buffer.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _buffer.AsSpan(Length);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Grow(int sizeHint)
    {
        if (_buffer.Length - Length >= Math.Max(sizeHint, 256))
            return;

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, Length + sizeHint));
        _buffer.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
