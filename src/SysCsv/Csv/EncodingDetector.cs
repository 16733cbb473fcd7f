using System.Text;
using System.Text.Unicode;
using UtfUnknown;

namespace SysCsv.Csv;

/// <summary>Tells the encoding of a file from its first bytes, or refuses to guess.</summary>
internal static class EncodingDetector
{
    private const int MaxAccidents = 3;

    // Legacy text has sequences that look like UTF-8 now and then, and far more that do not.
    private const int EnoughUtf8 = 4;

    private const int Gbk = 936, Big5 = 950, Gb18030 = 54936;

    /// <summary>The encoding that a byte order mark names, and the length of it and of those behind it; null without one.</summary>
    public static (Encoding Encoding, int Length)? ReadMark(ReadOnlySpan<byte> bytes)
    {
        if (ReadOneMark(bytes) is not (var encoding, var length))
            return null;

        // Programs that put a mark before all they write leave two in what has one.
        var end = length;
        while (bytes[end..].StartsWith(bytes[..length]))
            end += length;
        return (encoding, end);
    }

    private static (Encoding Encoding, int Length)? ReadOneMark(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
            return (Encoding.UTF8, 3);
        if (bytes.StartsWith<byte>([0xFF, 0xFE, 0, 0]))
            return (Encoding.UTF32, 4);
        if (bytes.StartsWith<byte>([0xFF, 0xFE]))
            return (Encoding.Unicode, 2);
        return bytes.StartsWith<byte>([0xFE, 0xFF]) ? (Encoding.BigEndianUnicode, 2) : null;
    }

    /// <summary>UTF-16 without a mark: Latin text in it has a zero in every other byte.</summary>
    public static Encoding? ReadZeros(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4)
            return null;

        int even = 0, odd = 0;
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] == 0)
                _ = (i & 1) == 0 ? even++ : odd++;
        var many = bytes.Length / 2 * 0.6;
        return IsRare(even, odd) && odd > many ? Encoding.Unicode : IsRare(odd, even) && even > many ? Encoding.BigEndianUnicode : null;

        // Some characters beyond Latin, emoji among them, have a zero in their other byte.
        static bool IsRare(int zeros, int others) => zeros * 20L <= others;
    }

    /// <summary>The encoding of bytes without a mark.</summary>
    /// <param name="sample">The bytes.</param>
    /// <param name="isWhole">Whether the file ends behind them; else its last character may be cut in two.</param>
    /// <exception cref="CsvRefusedException">It can't be told with confidence.</exception>
    public static Encoding Detect(ReadOnlyMemory<byte> sample, bool isWhole)
    {
        var bytes = isWhole ? sample.Span : WithoutCutCharacter(sample.Span);
        if (Utf8.IsValid(bytes) ? !IsByAccident(bytes) : IsMostlyUtf8(bytes))
            return Encoding.UTF8;

        var lines = NonAsciiLines(isWhole ? bytes : WithoutCutLine(bytes));
        return DetectSingleByte(lines) ?? DetectMultiByte(lines) ?? throw Unclear();
    }

    // Two legacy letters side by side can be valid UTF-8; then they become one of another script, in the middle of a word.
    private static bool IsByAccident(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        if (Ascii.IsValid(text) || text.Count(c => c > 0x7F) > MaxAccidents)
            return false;
        for (var i = 1; i < text.Length; i++)
            if ((IsForeign(text[i]) && char.IsAsciiLetter(text[i - 1])) || (IsForeign(text[i - 1]) && char.IsAsciiLetter(text[i])))
                return true;
        return false;

        // But the schwa of Azerbaijan and the apostrophes of Hawaii and the Pacific stand in Latin words.
        static bool IsForeign(char c) => c is > '\u0250' and < '\u0800' and not ('\u0259' or (>= '\u02BB' and <= '\u02BF')) && char.IsLetter(c);
    }

    // A Chinese name or two look like a word in Cyrillic capitals, and such words look like Chinese ones.
    private static Encoding? DetectSingleByte(byte[] lines) =>
        LegacyDetector.Detect(lines) is not { } encoding ? null : MultiByteText.IsChinesePairs(lines) ? throw Unclear() : encoding;

    private static Encoding? DetectMultiByte(byte[] lines) =>
        CharsetDetector.DetectFromBytes(lines).Detected?.Encoding is { IsSingleByte: false } encoding
        && !TextEncodings.IsUtf8(encoding) && MultiByteText.IsNatural(lines, encoding) && !IsJapaneseOrKoreanAsWell(lines, encoding) ? encoding : null;

    // Everyday Japanese and Korean are well-formed Chinese, and the detector takes short lists of them for it.
    private static bool IsJapaneseOrKoreanAsWell(byte[] lines, Encoding encoding) =>
        encoding.CodePage is Gb18030 or Gbk or Big5 && MultiByteText.IsJapaneseOrKoreanPairs(lines);

    // A few bad bytes in what is UTF-8 otherwise make bad rows, not a bad file.
    private static bool IsMostlyUtf8(ReadOnlySpan<byte> bytes)
    {
        int good = 0, bad = 0;
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out _, out var length);
            if (status != System.Buffers.OperationStatus.Done)
                bad++;
            else if (length > 1)
                good++;
            bytes = bytes[length..];
        }

        return good >= EnoughUtf8 && good >= bad * 4;
    }

    private static CsvRefusedException Unclear() => new(
        CsvRefusal.EncodingUnclear,
        "The encoding of the file can't be told with confidence. Name it in CsvReadOptions.Encoding (--encoding), such as windows-1252, or save the file as UTF-8.");

    // The detector counts letters: lines that are plain ASCII only thin out what it can learn from.
    private static byte[] NonAsciiLines(ReadOnlySpan<byte> bytes)
    {
        var lines = new MemoryStream();
        foreach (var range in bytes.Split((byte)'\n'))
            if (!Ascii.IsValid(bytes[range]))
            {
                lines.Write(bytes[range]);
                lines.WriteByte((byte)'\n');
            }

        return lines.ToArray();
    }

    // A character that is cut in two belongs to no encoding.
    private static ReadOnlySpan<byte> WithoutCutLine(ReadOnlySpan<byte> bytes) =>
        bytes.LastIndexOf((byte)'\n') is > 0 and var end && !Ascii.IsValid(bytes[..end]) ? bytes[..end] : bytes;

    private static ReadOnlySpan<byte> WithoutCutCharacter(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= 3 && back <= bytes.Length; back++)
        {
            var lead = bytes[^back];
            if ((lead & 0xC0) != 0x80)
                return lead >= 0xC0 ? bytes[..^back] : bytes;
        }

        return bytes;
    }
}
