using System.Buffers;

namespace SysCsv.Csv;

/// <summary>Finds the fields and the end of one record in UTF-8 bytes. Keeps one list of fields, so that scanning allocates nothing.</summary>
internal sealed class RecordScanner(char delimiter, int maxColumns)
{
    private const byte Quote = (byte)'"';
    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    private readonly byte _delimiter = (byte)delimiter;
    private readonly SearchValues<byte> _stops = SearchValues.Create([(byte)delimiter, Quote, (byte)'\r', (byte)'\n']);
    private Field[] _fields = new Field[64];

    /// <summary>The fields of the record that was scanned last; those beyond the limit are counted only.</summary>
    public ReadOnlySpan<Field> Fields => _fields.AsSpan(0, Math.Min(FieldCount, _fields.Length));

    public int FieldCount { get; private set; }

    /// <summary>Bytes of the record, its line end not counted.</summary>
    public int Length { get; private set; }

    /// <summary>Bytes of the record and its line end.</summary>
    public int Consumed { get; private set; }

    /// <summary>Line ends in quoted fields.</summary>
    public int InnerLines { get; private set; }

    /// <summary>Scans the record at the beginning of <paramref name="bytes"/>, which is not blank.</summary>
    /// <param name="bytes">The bytes at hand.</param>
    /// <param name="isEnd">Whether the file ends behind them.</param>
    public RecordScan Scan(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        FieldCount = 0;
        InnerLines = 0;
        var at = 0;
        while (true)
        {
            var quoted = at < bytes.Length && bytes[at] == Quote;
            var found = quoted ? ScanQuoted(bytes, isEnd, ref at) : ScanPlain(bytes, isEnd, ref at);
            if (found != RecordScan.Complete)
                return found;

            if (at < bytes.Length && bytes[at] == _delimiter)
            {
                at++;
                continue;
            }

            return EndRecord(bytes, isEnd, at);
        }
    }

    /// <summary>The length of the first line of <paramref name="bytes"/> without its end; -1 if it ends behind them.</summary>
    public static int FirstLine(ReadOnlySpan<byte> bytes) => bytes.IndexOfAny(LineEnds);

    /// <summary>The length of the line end at <paramref name="at"/>; null if more bytes are needed to tell.</summary>
    public static int? LineEndAt(ReadOnlySpan<byte> bytes, int at, bool isEnd)
    {
        if (at == bytes.Length)
            return isEnd ? 0 : null;
        if (bytes[at] == '\n')
            return 1;
        if (at + 1 == bytes.Length)
            return isEnd ? 1 : null;
        return bytes[at + 1] == '\n' ? 2 : 1;
    }

    /// <summary>The number of line ends in <paramref name="bytes"/>.</summary>
    public static int CountLines(ReadOnlySpan<byte> bytes)
    {
        var lines = 0;
        for (var at = bytes.IndexOfAny(LineEnds); at >= 0; at = bytes.IndexOfAny(LineEnds))
        {
            lines++;
            bytes = bytes[(at + (bytes[at] == '\r' && at + 1 < bytes.Length && bytes[at + 1] == '\n' ? 2 : 1))..];
        }

        return lines;
    }

    private RecordScan ScanPlain(ReadOnlySpan<byte> bytes, bool isEnd, ref int at)
    {
        var length = bytes[at..].IndexOfAny(_stops);
        if (length < 0)
        {
            if (!isEnd)
                return RecordScan.NeedsMore;
            length = bytes.Length - at;
        }

        if (at + length < bytes.Length && bytes[at + length] == Quote)
            return RecordScan.StrayQuote;
        AddField(new(at, length, HasEscapes: false));
        at += length;
        return RecordScan.Complete;
    }

    private RecordScan ScanQuoted(ReadOnlySpan<byte> bytes, bool isEnd, ref int at)
    {
        var start = at + 1;
        var scanned = start;
        var escapes = false;
        while (true)
        {
            var length = bytes[scanned..].IndexOf(Quote);
            if (length < 0)
                return isEnd ? RecordScan.UnclosedQuote : RecordScan.NeedsMore;

            var close = scanned + length;
            if (close + 1 < bytes.Length && bytes[close + 1] == Quote)
            {
                escapes = true;
                scanned = close + 2;
                continue;
            }

            var end = SkipBlanks(bytes, close + 1);
            if (end == bytes.Length && !isEnd)
                return RecordScan.NeedsMore;

            var lines = CountLines(bytes[start..close]);
            if (end < bytes.Length && !EndsField(bytes[end]))
                return lines > 0 || InnerLines > 0 ? RecordScan.UnclosedQuote : RecordScan.StrayQuote;

            InnerLines += lines;
            AddField(new(start, close - start, escapes));
            at = end;
            return RecordScan.Complete;
        }
    }

    // Behind a closing quote a blank can mean nothing; nor can the mark at the end of a file of the DOS age, which is cut off with the end.
    private int SkipBlanks(ReadOnlySpan<byte> bytes, int at)
    {
        while (at < bytes.Length && bytes[at] is (byte)' ' or (byte)'\t' && bytes[at] != _delimiter)
            at++;
        return at == bytes.Length - 1 && bytes[at] == ByteWindow.DosEnd ? bytes.Length : at;
    }

    private bool EndsField(byte next) => next == _delimiter || next is (byte)'\r' or (byte)'\n';

    private RecordScan EndRecord(ReadOnlySpan<byte> bytes, bool isEnd, int at)
    {
        if (LineEndAt(bytes, at, isEnd) is not { } lineEnd)
            return RecordScan.NeedsMore;

        Length = at;
        Consumed = at + lineEnd;
        return RecordScan.Complete;
    }

    private void AddField(Field field)
    {
        if (FieldCount == _fields.Length && FieldCount < maxColumns)
            Array.Resize(ref _fields, Math.Min(_fields.Length * 4, maxColumns));
        if (FieldCount < _fields.Length)
            _fields[FieldCount] = field;
        FieldCount++;
    }
}
