namespace SysCsv.Csv;

/// <summary>The part of a stream that is at hand. Grows up to a limit, and is the only buffer of a reader.</summary>
internal sealed class ByteWindow(Stream stream, int limit)
{
    /// <summary>Ctrl-Z, by which programs of the DOS age end a text.</summary>
    public const byte DosEnd = 0x1A;

    private byte[] _buffer = new byte[Math.Min(64 * 1024, limit)];
    private int _start;
    private int _end;

    /// <summary>The bytes at hand.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Bytes of the stream before those at hand.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether the stream ends behind the bytes at hand.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>Whether as many bytes are at hand as ever can be.</summary>
    public bool IsFull => _end - _start == limit;

    public void Skip(int bytes)
    {
        _start += bytes;
        Offset += bytes;
    }

    /// <summary>Takes the bytes at hand for the last ones.</summary>
    public void End() => IsEnd = true;

    /// <summary>Reads on, if there is room and the stream has not ended.</summary>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        IsEnd = read == 0;
        if (IsEnd && Bytes is [.., DosEnd])
            _end--;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            Bytes.CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, limit));
    }
}
