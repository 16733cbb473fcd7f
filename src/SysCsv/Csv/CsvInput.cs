using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace SysCsv.Csv;

/// <summary>A file as a stream of UTF-8 text: unpacked, transcoded, without byte order mark and <c>sep=</c> line.</summary>
internal sealed partial class CsvInput : IAsyncDisposable
{
    // Enough lines to judge columns by, and what a file is read ahead by.
    private const int SampleBytes = 256 * 1024;

    // How much of a file is looked at for the first bytes that are not ASCII, where it can be read twice.
    private const long MaxScanBytes = 256L << 20;

    private static readonly SearchValues<byte> BlankCells = SearchValues.Create(" ,;\t|"u8);

    private readonly CountingStream _source;

    private CsvInput(CountingStream source, Stream text, Encoding encoding)
    {
        _source = source;
        Text = text;
        Encoding = encoding;
    }

    /// <summary>The text behind what was passed over.</summary>
    public Stream Text { get; private set; }

    public Encoding Encoding { get; }

    public bool Compressed { get; private init; }

    /// <summary>The beginning of the text.</summary>
    public ReadOnlyMemory<byte> Sample { get; private set; }

    /// <summary>Whether the file ends behind the sample.</summary>
    public bool SampleIsWhole { get; private set; }

    /// <summary>The separator that a <c>sep=</c> line names.</summary>
    public char? NamedDelimiter { get; private set; }

    /// <summary>The line that the text begins on.</summary>
    public long FirstLine { get; private set; } = 1;

    /// <summary>Where in the file the text begins; counts only where the file can be sought.</summary>
    public long TextStart { get; private set; }

    public long BytesRead => _source.Count;

    /// <summary>Whether a place in the file can be gone to without reading all before it.</summary>
    public static bool CanSeekTo(Stream stream, CsvLayout layout) => stream.CanSeek && !layout.Compressed && layout.Encoding == TextEncodings.Utf8;

    public static CsvInput OpenAt(Stream stream, long offset)
    {
        stream.Position = offset;
        var source = new CountingStream(stream, offset);
        return new(source, source, Encoding.UTF8) { TextStart = offset };
    }

    /// <summary>Opens a file whose layout is known.</summary>
    public static async Task<CsvInput> ReopenAsync(Stream stream, CsvLayout layout, CsvReadOptions options, CancellationToken cancellationToken)
    {
        var input = await OpenAsync(stream, new() { Encoding = layout.Encoding, MaxUnpackedBytes = options.MaxUnpackedBytes }, cancellationToken);
        while (input.FirstLine < layout.FirstLine && input.FirstLineLength() is { } length)
            await input.SkipAsync(length, cancellationToken);
        return input;
    }

    /// <summary>Opens a file and finds out what is not known of it.</summary>
    /// <exception cref="CsvRefusedException">It is no text, or of an encoding that can't be told.</exception>
    public static async Task<CsvInput> OpenAsync(Stream stream, CsvReadOptions options, CancellationToken cancellationToken)
    {
        var start = stream.CanSeek ? stream.Position : 0;
        var source = new CountingStream(stream, 0);
        Stream bytes = source;
        var (sample, isWhole) = await ReadAsync(bytes, new byte[SampleBytes], cancellationToken);
        bytes = new PrefixedStream(sample, bytes);
        var compressed = sample.Span.StartsWith<byte>([0x1F, 0x8B]);
        if (compressed)
        {
            var unpacked = new UnpackingStream(bytes, options.MaxUnpackedBytes);
            (sample, isWhole) = await ReadAsync(unpacked, new byte[SampleBytes], cancellationToken);
            bytes = new PrefixedStream(sample, unpacked);
        }

        var (encoding, mark) = await FindEncodingAsync(stream, start, sample, isWhole, compressed, options.Encoding, cancellationToken);
        await SkipAsync(bytes, mark, cancellationToken);
        var text = TextEncodings.IsUtf8(encoding) ? bytes : new TranscodingStream(bytes, encoding);
        var input = new CsvInput(source, text, encoding) { Compressed = compressed, TextStart = start + mark };
        await input.BeginAsync(cancellationToken);
        return input;
    }

    /// <summary>Passes over whole lines at the beginning of the sample.</summary>
    public async Task SkipAsync(int bytes, CancellationToken cancellationToken)
    {
        await SkipAsync(Text, bytes, cancellationToken);
        PassOver(bytes);
    }

    public ValueTask DisposeAsync() => Text.DisposeAsync();

    // Reads the sample of the text, and passes over a first line such as "sep=;".
    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        (Sample, SampleIsWhole) = await ReadAsync(Text, new byte[SampleBytes], cancellationToken);
        var first = Encoding.UTF8.GetString(Sample.Span[..Math.Min(16, Sample.Length)]);
        if (SeparatorLine().Match(first) is { Success: true } line)
        {
            NamedDelimiter = line.Groups["separator"].Value is [var separator] ? separator : null;
            PassOver(line.Length);
        }

        SkipBlankLines();
        Text = new PrefixedStream(Sample, Text);
    }

    // Spreadsheets write empty rows above the header as lines of separators.
    private void SkipBlankLines()
    {
        while (FirstLineLength() is { } length && !Sample.Span[..length].TrimEnd("\r\n"u8).ContainsAnyExcept(BlankCells))
            PassOver(length);
    }

    // With its end; null where it is the last one, or its end is not at hand.
    private int? FirstLineLength()
    {
        var length = RecordScanner.FirstLine(Sample.Span);
        return length < 0 ? null : length + RecordScanner.LineEndAt(Sample.Span, length, SampleIsWhole);
    }

    private void PassOver(int bytes)
    {
        FirstLine += RecordScanner.CountLines(Sample.Span[..bytes]);
        TextStart += bytes;
        Sample = Sample[bytes..];
    }

    private static async Task<(Encoding Encoding, int Mark)> FindEncodingAsync(
        Stream stream, long start, ReadOnlyMemory<byte> sample, bool isWhole, bool compressed, string? named, CancellationToken cancellationToken)
    {
        if (EncodingDetector.ReadMark(sample.Span) is { } marked)
            return marked;
        if (named is not null)
            return (TextEncodings.Get(named), 0);
        if (EncodingDetector.ReadZeros(sample.Span) is { } wide)
            return (wide, 0);

        BinaryCheck.Check(sample.Span);
        if (!isWhole && stream.CanSeek && !compressed && Ascii.IsValid(sample.Span))
            (sample, isWhole) = await FindNonAsciiAsync(stream, start, sample, cancellationToken);
        return (EncodingDetector.Detect(sample, isWhole), 0);
    }

    /// <summary>A file that begins in ASCII tells its encoding later: looks for the place, and comes back.</summary>
    private static async Task<(ReadOnlyMemory<byte> Sample, bool IsWhole)> FindNonAsciiAsync(
        Stream stream, long start, ReadOnlyMemory<byte> sample, CancellationToken cancellationToken)
    {
        var back = stream.Position;
        var isWhole = false;
        var buffer = new byte[SampleBytes];
        while (Ascii.IsValid(sample.Span) && !isWhole && stream.Position - start < MaxScanBytes)
            (sample, isWhole) = await ReadAsync(stream, buffer, cancellationToken);
        stream.Position = back;
        return (sample, isWhole);
    }

    private static async Task<(ReadOnlyMemory<byte> Bytes, bool IsWhole)> ReadAsync(Stream stream, byte[] buffer, CancellationToken cancellationToken)
    {
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return (buffer.AsMemory(0, read), read < buffer.Length);
    }

    private static async Task SkipAsync(Stream stream, int bytes, CancellationToken cancellationToken)
    {
        if (bytes > 0)
            await stream.ReadExactlyAsync(new byte[bytes], cancellationToken);
    }

    [GeneratedRegex(@"\A""?sep=(?<separator>[\t -~-[""]]?)""?(\r\n|\r|\n)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex SeparatorLine();
}
