namespace SysCsv.Csv;

/// <summary>Small things done to UTF-8 bytes.</summary>
internal static class Utf8Text
{
    /// <summary>What a byte becomes that its encoding does not have: a character that no text may hold.</summary>
    public const char Undecodable = '\uFDD0';

    private static ReadOnlySpan<byte> UndecodableBytes => [0xEF, 0xB7, 0x90];

    public static bool HasUndecodable(ReadOnlySpan<byte> text) => text.IndexOf(UndecodableBytes) >= 0;

    /// <summary>At most <paramref name="max"/> bytes, with no character cut in two.</summary>
    public static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text, int max)
    {
        if (text.Length <= max)
            return text;
        while (max > 0 && (text[max] & 0xC0) == 0x80)
            max--;
        return text[..max];
    }

    /// <summary>At most <paramref name="max"/> UTF-16 code units, with no character cut in two.</summary>
    public static string Cut(string text, int max) =>
        text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];

    /// <summary>Writes the content of a quoted field, each doubled quote as one.</summary>
    /// <returns>Bytes written.</returns>
    public static int Unescape(ReadOnlySpan<byte> quoted, Span<byte> output)
    {
        var written = 0;
        for (var at = quoted.IndexOf((byte)'"'); at >= 0; at = quoted.IndexOf((byte)'"'))
        {
            quoted[..(at + 1)].CopyTo(output[written..]);
            written += at + 1;
            quoted = quoted[(at + 2)..];
        }

        quoted.CopyTo(output[written..]);
        return written + quoted.Length;
    }
}
