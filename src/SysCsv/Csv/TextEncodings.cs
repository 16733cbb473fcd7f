using System.Text;

namespace SysCsv.Csv;

/// <summary>Encodings by name, and how strictly they are read.</summary>
internal static class TextEncodings
{
    public const string Utf8 = "utf-8";

    static TextEncodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <exception cref="CsvRefusedException">There is no such encoding.</exception>
    public static Encoding Get(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new CsvRefusedException(CsvRefusal.WrongOption, "CsvReadOptions.Encoding names no encoding that is known here. Take a name such as utf-8, utf-16 or windows-1252.", exception);
        }
    }

    public static Encoding Get(int codePage) => Encoding.GetEncoding(codePage);

    /// <summary>Whether the bytes are read as they are: UTF-8, or ASCII, which is a part of it.</summary>
    public static bool IsUtf8(Encoding encoding) => encoding.CodePage is 65001 or 20127;

    /// <summary>The name that a layout carries.</summary>
    public static string NameOf(Encoding encoding) => IsUtf8(encoding) ? Utf8 : encoding.WebName;

    /// <summary>The encoding with <see cref="Utf8Text.Undecodable"/> in place of what it does not have.</summary>
    public static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = new DecoderReplacementFallback(Utf8Text.Undecodable.ToString());
        return strict;
    }

    // .NET reads the holes in these code pages as control characters, which no text means.
    public static bool HasNoControls(Encoding encoding) => encoding.CodePage is (>= 1250 and <= 1258) or 874 or (>= 28591 and <= 28605);

    public static void MarkControls(Span<char> text)
    {
        foreach (ref var c in text)
            if (c is >= '\u0080' and <= '\u009F')
                c = Utf8Text.Undecodable;
    }
}
