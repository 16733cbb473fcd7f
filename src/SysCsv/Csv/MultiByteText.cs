using System.Text;

namespace SysCsv.Csv;

/// <summary>Whether text in an encoding of several bytes a character is what it seems to be.</summary>
internal static class MultiByteText
{
    private const int Enough = 16;

    /// <summary>Whether there is enough text beyond ASCII, all of it well-formed in an encoding of several bytes a character.</summary>
    public static bool IsNatural(ReadOnlySpan<byte> text, Encoding encoding) =>
        Count(text) >= Enough
        && TextEncodings.Strict(encoding).GetString(text) is var read
        && !read.Contains(Utf8Text.Undecodable, StringComparison.Ordinal)
        && CountWithin(read) * 20 <= read.Count(c => c > 0xFF);

    /// <summary>Whether all text beyond ASCII is pairs of bytes that are the everyday characters of Chinese in GB 2312.</summary>
    public static bool IsChinesePairs(ReadOnlySpan<byte> text) => IsPairs(text, static lead => lead is >= 0xB0 and <= 0xD7);

    /// <summary>Whether all text beyond ASCII is pairs of bytes that are the everyday characters of Japanese in EUC-JP, or those of Korean, which are among them.</summary>
    public static bool IsJapaneseOrKoreanPairs(ReadOnlySpan<byte> text) => IsPairs(text, static lead => lead is 0xA1 or 0xA4 or 0xA5 or (>= 0xB0 and <= 0xCF));

    private static bool IsPairs(ReadOnlySpan<byte> text, Func<byte, bool> isLead)
    {
        var afterLetter = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < 0x80)
            {
                afterLetter = char.IsAsciiLetter((char)text[i]);
                continue;
            }

            if (afterLetter || !isLead(text[i]) || ++i == text.Length || text[i] is < 0xA1 or 0xFF || (i + 1 < text.Length && char.IsAsciiLetter((char)text[i + 1])))
                return false;
        }

        return true;
    }

    // Characters of East Asia stand beside one another, and not within words of Latin letters.
    private static int CountWithin(string text)
    {
        var within = 0;
        for (var i = 1; i < text.Length; i++)
            if ((text[i] > 0x7F && char.IsAsciiLetter(text[i - 1])) || (text[i - 1] > 0x7F && char.IsAsciiLetter(text[i])))
                within++;
        return within;
    }

    private static int Count(ReadOnlySpan<byte> text)
    {
        var beyond = 0;
        foreach (var b in text)
            beyond += b >> 7;
        return beyond;
    }
}
