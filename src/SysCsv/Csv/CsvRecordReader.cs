using System.Text.Unicode;
using SysCsv.Imports;

namespace SysCsv.Csv;

/// <summary>
/// Reads a CSV file record by record with flat memory. A malformed record is a record with a <see cref="RejectReason"/>; the rest goes on.
/// In the steady state a record costs no allocation.
/// </summary>
/// <remarks>
/// Used by one thread at a time. A record without a separator or quote of its own is a field; a blank line is no record. A quote opens at the
/// beginning of a field only, and inside it is doubled. Where a quote does not close properly the line it opens on is rejected alone, and
/// reading goes on with the next line.
/// </remarks>
public sealed class CsvRecordReader : IAsyncDisposable
{
    /// <summary>Bytes of a rejected record's text that are kept.</summary>
    internal const int MaxRawText = 16 * 1024;

    private readonly CsvInput _input;
    private readonly CsvReadOptions _options;
    private readonly ByteWindow _window;
    private readonly RecordScanner _scanner;
    private readonly int _expectedFields;
    private byte[] _unescaped = new byte[256];
    private byte[] _unescapedNext = new byte[256];
    private int _consumed;
    private int _consumedLines;
    private int _length;
    private bool _skipsHeader;
    private byte[]? _longText;
    private bool _endsDamaged;

    private CsvRecordReader(CsvInput input, CsvLayout layout, CsvReadOptions options, CsvPosition from)
    {
        _input = input;
        _options = options;
        Layout = layout;
        _expectedFields = layout.Columns.Count;
        _scanner = new(layout.Delimiter, options.MaxColumns);
        _window = new(input.Text, options.MaxRecordBytes + 2);
        RecordNumber = from.RecordNumber;
        LineNumber = from.LineNumber;
    }

    /// <summary>How the file is built and what its columns are.</summary>
    public CsvLayout Layout { get; }

    /// <summary>The number of the current record, from 1, the header not counted; 0 before the first.</summary>
    public long RecordNumber { get; private set; }

    /// <summary>The line on which the current record begins, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Where the next record begins.</summary>
    public CsvPosition Next => new(_input.TextStart + _window.Offset + _consumed, RecordNumber, LineNumber + _consumedLines);

    /// <summary>Bytes of the stream that have been read, for progress.</summary>
    public long BytesRead => _input.BytesRead;

    /// <summary>Why the current record can't be used, a code of <see cref="Imports.RejectReason"/>; null if it can.</summary>
    public string? RejectReason { get; private set; }

    /// <summary>The reason in a sentence, without data of the record; null where the code says it all.</summary>
    public string? RejectDetail { get; private set; }

    /// <summary>
    /// What keeps the rest of the file from being read, in a sentence; null while nothing does. The last record is then rejected as
    /// <see cref="Imports.RejectReason.InputDamaged"/> and holds what was left of its text.
    /// </summary>
    public string? Damage { get; private set; }

    /// <summary>The current record as it stands in the file, in UTF-8, without its line end; cut after 16 KiB. Valid until the next read.</summary>
    public ReadOnlySpan<byte> RawText => Utf8Text.Cut(_longText ?? _window.Bytes[.._length], MaxRawText);

    /// <summary>The number of fields of the current record; 0 if it is rejected.</summary>
    public int FieldCount => RejectReason is null ? Math.Min(_scanner.FieldCount, _expectedFields) : 0;

    /// <summary>Opens a file: detects what the options leave open, and refuses what is no CSV file of contacts.</summary>
    /// <param name="stream">The file, read from its current position and left open.</param>
    /// <param name="options">What is known of it; null detects everything.</param>
    /// <exception cref="CsvRefusedException">The file can't be imported.</exception>
    /// <exception cref="IOException">The stream can't be read.</exception>
    public static async Task<CsvRecordReader> OpenAsync(Stream stream, CsvReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new();
        OptionRules.Check(options);
        var (input, layout) = await LayoutDetector.DetectAsync(stream, options, cancellationToken);
        return new(input, layout, options, new(0, 0, input.FirstLine)) { _skipsHeader = layout.HasHeader };
    }

    /// <summary>Goes on with a file that was opened before.</summary>
    /// <param name="stream">The same file, at the position at which it was opened then; left open.</param>
    /// <param name="layout">The layout of then.</param>
    /// <param name="position">Where to go on; the default is the beginning. In a compressed file, or one that is not UTF-8, all before it is read and passed over.</param>
    /// <param name="options">The limits; what else they say is in the layout.</param>
    /// <exception cref="CsvRefusedException">The file can't be read so far.</exception>
    /// <exception cref="IOException">The stream can't be read.</exception>
    public static async Task<CsvRecordReader> ResumeAsync(
        Stream stream, CsvLayout layout, CsvPosition position, CsvReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(layout);
        options ??= new();
        OptionRules.Check(options);
        if (position.RecordNumber > 0 && CsvInput.CanSeekTo(stream, layout))
            return new(CsvInput.OpenAt(stream, position.ByteOffset), layout, options, position);

        var input = await CsvInput.ReopenAsync(stream, layout, options, cancellationToken);
        var reader = new CsvRecordReader(input, layout, options, new(0, 0, input.FirstLine)) { _skipsHeader = layout.HasHeader };
        while (reader.RecordNumber < position.RecordNumber)
            if (!await reader.ReadAsync(cancellationToken))
                break;
        return reader;
    }

    /// <summary>Goes to the next record.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="IOException">The stream can't be read.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken = default)
    {
        Leave();
        if (_skipsHeader || !TryTake())
            return ReadOnAsync(cancellationToken);

        // Nearly every record is at hand: it costs no state machine.
        RecordNumber++;
        return new(true);
    }

    /// <summary>A field of the current record: UTF-8, without quotes.</summary>
    /// <param name="index">The column, from 0; a column that the record does not have is empty.</param>
    /// <returns>Valid until the second next call, and no longer than until the next read.</returns>
    public ReadOnlySpan<byte> GetField(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (index >= FieldCount)
            return default;

        var field = _scanner.Fields[index];
        var bytes = _window.Bytes.Slice(field.Start, field.Length);
        return field.HasEscapes ? Unescape(bytes) : bytes;
    }

    /// <summary>Lets go of what was opened around the stream; the stream itself stays open.</summary>
    public ValueTask DisposeAsync() => _input.DisposeAsync();

    private async ValueTask<bool> ReadOnAsync(CancellationToken cancellationToken)
    {
        if (_skipsHeader)
        {
            _skipsHeader = false;
            if (!await NextAsync(cancellationToken))
                return false;
            Leave();
        }

        if (!await NextAsync(cancellationToken))
            return false;
        RecordNumber++;
        return true;
    }

    private async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake())
                return true;
            if (_window.IsEnd)
                return false;
            if (_window.IsFull)
            {
                await TakeTooLongAsync(cancellationToken);
                return true;
            }

            await FillAsync(cancellationToken);
        }
    }

    // Once records were handed out, it is too late to refuse the file: what can be read of it counts, and the last record says what is missing.
    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _window.FillAsync(cancellationToken);
        }
        catch (CsvRefusedException exception)
        {
            Damage = exception.Message;
            _window.End();
        }
    }

    private void Leave()
    {
        _window.Skip(_consumed);
        LineNumber += _consumedLines;
        _consumed = _consumedLines = _length = 0;
        _longText = null;
        RejectReason = RejectDetail = null;
    }

    private bool TryTake()
    {
        SkipBlankLines();
        var bytes = _window.Bytes;
        if (bytes.IsEmpty)
            return TryTakeDamage();

        switch (_scanner.Scan(bytes, _window.IsEnd))
        {
            case RecordScan.NeedsMore:
                return _window.IsFull && TryTakeLine(Imports.RejectReason.UnclosedQuote);
            case RecordScan.UnclosedQuote:
                return TryTakeLine(Imports.RejectReason.UnclosedQuote);
            case RecordScan.StrayQuote:
                return TryTakeLine(Imports.RejectReason.StrayQuote);
            default:
                Take(_scanner.Length, _scanner.Consumed, _scanner.InnerLines + 1);
                if (!RejectCutOff())
                    Check();
                return true;
        }
    }

    // A record that the damage cut off looks like a good one: a shorter name, another address.
    private bool RejectCutOff()
    {
        if (Damage is null || _consumed > _length)
            return false;
        Reject(Imports.RejectReason.InputDamaged, Damage);
        _endsDamaged = true;
        return true;
    }

    // The damage shows as a record also where it left whole lines only.
    private bool TryTakeDamage()
    {
        if (Damage is null || _endsDamaged)
            return false;
        Take(0, 0, 0);
        return RejectCutOff();
    }

    private void SkipBlankLines()
    {
        while (!_window.Bytes.IsEmpty && _window.Bytes[0] is (byte)'\r' or (byte)'\n')
        {
            if (RecordScanner.LineEndAt(_window.Bytes, 0, _window.IsEnd) is not { } lineEnd)
                return;
            _window.Skip(lineEnd);
            LineNumber++;
        }
    }

    // The guilty quote may stand anywhere on the line; the lines behind it are read on their own, so that it swallows none of them.
    private bool TryTakeLine(string reason)
    {
        var bytes = _window.Bytes;
        var length = RecordScanner.FirstLine(bytes);
        if (length < 0)
        {
            if (!_window.IsEnd)
                return false;
            length = bytes.Length;
        }

        if (RecordScanner.LineEndAt(bytes, length, _window.IsEnd) is not { } lineEnd)
            return false;
        Take(length, length + lineEnd, 1);
        if (!RejectCutOff())
            RejectReason = reason;
        return true;
    }

    private void Take(int length, int consumed, int lines)
    {
        _length = length;
        _consumed = consumed;
        _consumedLines = lines;
    }

    private void Check()
    {
        var record = _window.Bytes[.._length];
        if (_length > _options.MaxRecordBytes)
            Reject(Imports.RejectReason.RecordTooLong, $"The record is longer than {_options.MaxRecordBytes} bytes.");
        else if (!Utf8.IsValid(record) || Utf8Text.HasUndecodable(record))
            Reject(Imports.RejectReason.Undecodable, $"The record holds bytes that {Layout.Encoding} does not have.");
        else if (record.Contains((byte)0))
            Reject(Imports.RejectReason.NulCharacter, detail: null);
        else if (!HasExpectedFields(record))
            Reject(Imports.RejectReason.FieldCount, $"The record has {_scanner.FieldCount} fields; the first one of the file has {_expectedFields}.");
        else if (HasLongField())
            Reject(Imports.RejectReason.FieldTooLong, $"A field is longer than {_options.MaxFieldBytes} bytes.");
    }

    private void Reject(string reason, string? detail)
    {
        RejectReason = reason;
        RejectDetail = detail;
    }

    // Empty fields at the end, which some programs add, say nothing and do no harm.
    private bool HasExpectedFields(ReadOnlySpan<byte> record)
    {
        if (_scanner.FieldCount <= _expectedFields)
            return _scanner.FieldCount == _expectedFields;
        if (_scanner.Fields.Length < _scanner.FieldCount)
            return false;
        return !record[_scanner.Fields[_expectedFields].Start..].ContainsAnyExcept((byte)Layout.Delimiter, (byte)'"');
    }

    private bool HasLongField()
    {
        if (_length <= _options.MaxFieldBytes)
            return false;
        foreach (var field in _scanner.Fields)
            if (field.Length > _options.MaxFieldBytes)
                return true;
        return false;
    }

    /// <summary>The line is longer than the window: keeps its beginning as the raw text, and passes over the rest of the line.</summary>
    private async ValueTask TakeTooLongAsync(CancellationToken cancellationToken)
    {
        // The window, too, may end within a character.
        var kept = Utf8Text.Cut(_window.Bytes, Math.Min(MaxRawText, _window.Bytes.Length - 1)).ToArray();
        while (!TryTakeLine(Imports.RejectReason.RecordTooLong))
        {
            // A carriage return at the very end may be half of a line end.
            _window.Skip(_window.Bytes[^1] == '\r' ? _window.Bytes.Length - 1 : _window.Bytes.Length);
            await FillAsync(cancellationToken);
        }

        if (!_endsDamaged)
            Reject(Imports.RejectReason.RecordTooLong, $"The record is longer than {_options.MaxRecordBytes} bytes.");
        _longText = kept;
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> bytes)
    {
        // Two buffers in turn, so that a caller may hold two fields at once.
        (_unescaped, _unescapedNext) = (_unescapedNext, _unescaped);
        if (_unescaped.Length < bytes.Length)
            _unescaped = new byte[bytes.Length * 2];
        return _unescaped.AsSpan(0, Utf8Text.Unescape(bytes, _unescaped));
    }
}
