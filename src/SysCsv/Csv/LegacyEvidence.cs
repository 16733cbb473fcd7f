using System.Text;

namespace SysCsv.Csv;

/// <summary>What short texts tell of their encoding by themselves, where counting letters tells too little.</summary>
internal static class LegacyEvidence
{
    private const int EnoughMultiByteBytes = 16;

    /// <summary>
    /// Whether every byte beyond ASCII is a letter that stands at the same place in the Western and the Central European code page, alone
    /// between ASCII letters as in Western languages: then there is nothing to get wrong.
    /// </summary>
    public static bool IsLatin(ReadOnlySpan<byte> text)
    {
        var western = TextEncodings.Get("windows-1252");
        var central = TextEncodings.Get("windows-1250");
        var run = 0;
        foreach (var b in text)
        {
            run = b < 0x80 ? 0 : run + 1;
            if (run > 2)
                return false;
            if (run > 0 && !IsSameLetter(b, western, central))
                return false;
        }

        return true;
    }

    /// <summary>Whether there is enough text beyond ASCII, all of it well-formed in an encoding of several bytes a character.</summary>
    public static bool IsMultiByte(ReadOnlySpan<byte> text, Encoding encoding) =>
        Count(text) >= EnoughMultiByteBytes
        && !TextEncodings.Strict(encoding).GetString(text).Contains(Utf8Text.Undecodable, StringComparison.Ordinal);

    /// <summary>The number of bytes beyond ASCII.</summary>
    public static int Count(ReadOnlySpan<byte> text)
    {
        var beyond = 0;
        foreach (var b in text)
            beyond += b >> 7;
        return beyond;
    }

    /// <summary>Whether the text has no control characters in an encoding: what has, is of another one.</summary>
    public static bool HasNoControls(ReadOnlySpan<byte> text, Encoding encoding)
    {
        foreach (var c in encoding.GetString(text))
            if (c is >= '\u0080' and <= '\u009F')
                return false;
        return true;
    }

    public static bool IsCentralEuropean(Encoding encoding) => encoding.CodePage is 1250 or 28592;

    /// <summary>
    /// The two encodings of Central Europe swap some letters, which counting can't tell in short lists. Only the Windows one has letters
    /// where the other has control characters; without any of those, and with a letter that is swapped, somebody has to say.
    /// </summary>
    public static Encoding? TellCentralEuropean(ReadOnlySpan<byte> text)
    {
        var windows = TextEncodings.Get("windows-1250");
        var iso = TextEncodings.Get("iso-8859-2");
        if (!HasNoControls(text, iso))
            return HasNoControls(text, windows) ? windows : null;
        return string.Equals(windows.GetString(text), iso.GetString(text), StringComparison.Ordinal) ? windows : null;
    }

    private static bool IsSameLetter(byte b, Encoding western, Encoding central)
    {
        Span<char> one = stackalloc char[1], other = stackalloc char[1];
        western.GetChars([b], one);
        central.GetChars([b], other);
        return one[0] == other[0] && !char.IsControl(one[0]);
    }
}
