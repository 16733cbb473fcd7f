using System.Buffers.Binary;
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
            if (read == 0 && buffer.Length > 0 && !_packed.EndsWithLength(_unpacked))
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

    /// <summary>Remembers the last bytes, in which gzip writes the unpacked length: the runtime takes a file that is cut off for one that ends.</summary>
    private sealed class PackedStream(Stream inner) : ReadOnlyStream
    {
        private readonly byte[] _tail = new byte[4];
        private bool _hasMembers;
        private bool _begun;

        /// <summary>Whether the file ends as one of that length does. In a file of several members the length is that of the last one.</summary>
        public bool EndsWithLength(long unpacked) => _hasMembers || BinaryPrimitives.ReadUInt32LittleEndian(_tail) == (uint)unpacked;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            Remember(buffer.Span[..read]);
            return read;
        }

        private void Remember(ReadOnlySpan<byte> bytes)
        {
            var beginning = _begun ? 0 : Math.Min(1, bytes.Length);
            _hasMembers |= bytes[beginning..].IndexOf<byte>([0x1F, 0x8B, 0x08]) >= 0;
            _begun |= !bytes.IsEmpty;
            if (bytes.Length >= _tail.Length)
            {
                bytes[^_tail.Length..].CopyTo(_tail);
                return;
            }

            _tail.AsSpan(bytes.Length).CopyTo(_tail);
            bytes.CopyTo(_tail.AsSpan(_tail.Length - bytes.Length));
        }
    }
}
