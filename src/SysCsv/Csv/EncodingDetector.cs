using System.Text;
using System.Text.Unicode;
using UtfUnknown;

namespace SysCsv.Csv;

/// <summary>Tells the encoding of a file from its first bytes, or refuses to guess.</summary>
internal static class EncodingDetector
{
    // Below it the detector is wrong too often to store somebody's name on its word.
    private const float MinConfidence = 0.6f;

    // With fewer bytes beyond ASCII the detector is as confident, and a matter of luck.
    private const int MinEvidence = 8;

    /// <summary>The encoding that a byte order mark names, and the mark's length; null without one.</summary>
    public static (Encoding Encoding, int Length)? ReadMark(ReadOnlySpan<byte> bytes)
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
        return odd > many && even == 0 ? Encoding.Unicode : even > many && odd == 0 ? Encoding.BigEndianUnicode : null;
    }

    /// <summary>The encoding of bytes without a mark.</summary>
    /// <param name="sample">The bytes.</param>
    /// <param name="isWhole">Whether the file ends behind them; else its last character may be cut in two.</param>
    /// <exception cref="CsvRefusedException">It can't be told with confidence.</exception>
    public static Encoding Detect(ReadOnlyMemory<byte> sample, bool isWhole)
    {
        var bytes = isWhole ? sample.Span : WithoutCutCharacter(sample.Span);
        if (Utf8.IsValid(bytes))
            return Encoding.UTF8;

        if (Guess(NonAsciiLines(bytes)) is { } encoding)
            return encoding;

        // A few bad bytes in what is UTF-8 otherwise make bad rows, not a bad file.
        return IsMostlyUtf8(bytes) ? Encoding.UTF8 : throw Unclear();
    }

    private static Encoding? Guess(byte[] lines)
    {
        var western = TextEncodings.Get("windows-1252"); // registers the code pages that the detector answers with
        var detected = CharsetDetector.DetectFromBytes(lines).Detected;
        if (detected?.Encoding is { } encoding && !IsOutdated(detected.EncodingName) && !TextEncodings.IsUtf8(encoding))
        {
            if (LegacyEvidence.IsCentralEuropean(encoding))
                return LegacyEvidence.TellCentralEuropean(lines);
            if (detected.Confidence >= MinConfidence && LegacyEvidence.Count(lines) >= MinEvidence && LegacyEvidence.HasNoControls(lines, encoding))
                return encoding.CodePage == 28591 ? western : encoding;
            if (!encoding.IsSingleByte && LegacyEvidence.IsMultiByte(lines, encoding))
                return encoding;
        }

        return LegacyEvidence.IsLatin(lines) ? western : null;
    }

    // No contact list of today comes in these, but short texts are often taken for them.
    private static bool IsOutdated(string name) =>
        name.StartsWith("x-mac", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ibm", StringComparison.OrdinalIgnoreCase)
        || name is "windows-1258" or "iso-8859-10" or "iso-8859-11" or "iso-8859-13" or "iso-8859-16" or "tis-620" or "viscii";

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

        return good > bad * 10;
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
