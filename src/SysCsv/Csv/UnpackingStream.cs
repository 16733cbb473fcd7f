using System.IO.Compression;

namespace SysCsv.Csv;

/// <summary>Unpacks gzip up to a number of bytes, so that a small file can't become an endless one, and notices a file that is cut off.</summary>
internal sealed class UnpackingStream : ReadOnlyStream
{
    private readonly PackedStream _packed;
    private readonly GZipStream _gzip;
    private readonly long _limit;
    private long _unpacked;

    public UnpackingStream(Stream packed, long limit)
    {
        _packed = new(packed);
        _gzip = new(_packed, CompressionMode.Decompress, leaveOpen: true);
        _limit = limit;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await _gzip.ReadAsync(buffer, cancellationToken);
            _unpacked += read;
            if (_unpacked > _limit)
                throw new CsvRefusedException(CsvRefusal.TooLarge, $"The compressed file unpacks to more than {_limit} bytes. Raise CsvReadOptions.MaxUnpackedBytes if it is meant to.");
            if (buffer.Length > 0 && (read == 0 ? !_packed.IsLeftAtItsEnd : _packed.IsRunOver))
                throw Damaged(null);
            return read;
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _gzip.Dispose();
        base.Dispose(disposing);
    }

    private static CsvRefusedException Damaged(Exception? exception) =>
        new(CsvRefusal.Damaged, "The compressed file is damaged or cut off. Compress it again with gzip.", exception);

    /// <summary>
    /// Gives one zero more than the file has. The runtime takes a file that is cut off for one that ends, and checks length and checksum of what
    /// is whole: behind a whole file it leaves the zero alone, in one that is cut off it goes on with it. No length has to be looked for
    /// in the file, which may have many members.
    /// </summary>
    /// <remarks>Zeros at the end of the file, which fill up blocks on some media, are given apart: whoever stops in them has left nothing out.</remarks>
    private sealed class PackedStream(Stream inner) : ReadOnlyStream
    {
        private readonly byte[] _buffer = new byte[16 * 1024];
        private ReadOnlyMemory<byte> _bytes;
        private long _zerosBefore;
        private int _zerosBehind;
        private bool _isEnd;
        private bool _isAtEnd;
        private bool _isAskedForMore;

        /// <summary>Whether the zero was given that the file does not have. What is unpacked from there on is made up.</summary>
        public bool IsRunOver { get; private set; }

        /// <summary>Whether all was taken but zeros at the end, and no more was asked for.</summary>
        public bool IsLeftAtItsEnd => _isAtEnd && !_isAskedForMore;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (_bytes.IsEmpty && !_isEnd)
                await FillAsync(cancellationToken);
            return buffer.IsEmpty ? 0 : _bytes.IsEmpty ? GiveEnd(buffer.Span) : _zerosBefore > 0 ? GiveZeros(buffer.Span) : GiveBytes(buffer.Span);
        }

        private async ValueTask FillAsync(CancellationToken cancellationToken)
        {
            var read = await inner.ReadAsync(_buffer, cancellationToken);
            _isEnd = read == 0;
            _bytes = _buffer.AsMemory(0, read).TrimEnd((byte)0);
            if (_bytes.IsEmpty)
                _zerosBefore += read;
            else
                _zerosBehind = read - _bytes.Length;
        }

        private int GiveBytes(Span<byte> buffer)
        {
            var count = Math.Min(_bytes.Length, buffer.Length);
            _bytes.Span[..count].CopyTo(buffer);
            _bytes = _bytes[count..];
            if (_bytes.IsEmpty)
                _zerosBefore = _zerosBehind;
            return count;
        }

        private int GiveZeros(Span<byte> buffer)
        {
            var count = (int)Math.Min(_zerosBefore, buffer.Length);
            buffer[..count].Clear();
            _zerosBefore -= count;
            return count;
        }

        private int GiveEnd(Span<byte> buffer)
        {
            _isAtEnd = true;
            if (_zerosBefore > 0)
                return GiveZeros(buffer);

            _isAskedForMore = IsRunOver;
            IsRunOver = true;
            buffer[0] = 0;
            return _isAskedForMore ? 0 : 1;
        }
    }
}
