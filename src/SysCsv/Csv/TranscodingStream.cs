using System.Text;

namespace SysCsv.Csv;

/// <summary>Turns another encoding into UTF-8. Bytes that the encoding does not have become <see cref="Utf8Text.Undecodable"/>.</summary>
internal sealed class TranscodingStream(Stream source, Encoding encoding) : ReadOnlyStream
{
    private const int Chunk = 32 * 1024;
    private readonly Decoder _decoder = TextEncodings.Strict(encoding).GetDecoder();
    private readonly Encoder _encoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetEncoder();
    private readonly bool _hasNoControls = TextEncodings.HasNoControls(encoding);
    private readonly byte[] _bytes = new byte[Chunk];
    private readonly char[] _chars = new char[Chunk + 16];
    private readonly byte[] _text = new byte[(Chunk + 16) * 3];
    private int _start;
    private int _end;
    private bool _ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_start == _end && !_ended)
            await TranscodeAsync(cancellationToken);

        var count = Math.Min(_end - _start, buffer.Length);
        _text.AsSpan(_start, count).CopyTo(buffer.Span);
        _start += count;
        return count;
    }

    private async ValueTask TranscodeAsync(CancellationToken cancellationToken)
    {
        var read = await source.ReadAsync(_bytes, cancellationToken);
        _ended = read == 0;
        var chars = _decoder.GetChars(_bytes.AsSpan(0, read), _chars, flush: _ended);
        if (_hasNoControls)
            TextEncodings.MarkControls(_chars.AsSpan(0, chars));
        _start = 0;
        _end = _encoder.GetBytes(_chars.AsSpan(0, chars), _text, flush: _ended);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}
