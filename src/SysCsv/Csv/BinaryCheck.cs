namespace SysCsv.Csv;

/// <summary>Knows files that are no text, so that they become one clear refusal instead of thousands of rejected rows.</summary>
internal static class BinaryCheck
{
    private static readonly (byte[] Magic, string Kind)[] Known =
    [
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or an Excel workbook; save the sheet as CSV, or compress the CSV with gzip"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel or Word file; save the sheet as CSV"),
        ([0x25, 0x50, 0x44, 0x46, 0x2D], "a PDF"),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
        ([0x47, 0x49, 0x46, 0x38], "a GIF picture"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive"),
        ([0x52, 0x61, 0x72, 0x21], "a RAR archive"),
        ([0x28, 0xB5, 0x2F, 0xFD], "compressed with zstd; use gzip"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "compressed with xz; use gzip"),
        ([0x42, 0x5A, 0x68, 0x39], "compressed with bzip2; use gzip"),
        ([0x1F, 0x8B], "compressed twice"),
    ];

    /// <exception cref="CsvRefusedException">The bytes are no text.</exception>
    public static void Check(ReadOnlySpan<byte> bytes)
    {
        foreach (var (magic, kind) in Known)
            if (bytes.StartsWith(magic))
                throw Refuse($"it is {kind}");
        // A file that a crash or a copy left too long ends in zeros; they become one row of the list, and are no reason against the rest.
        var text = bytes.TrimEnd((byte)0);
        if (text.IsEmpty ? !bytes.IsEmpty : HasManyControls(text))
            throw Refuse("it holds bytes that no text has");
    }

    // A NUL here and there spoils a row; text has no more than that.
    private static bool HasManyControls(ReadOnlySpan<byte> bytes)
    {
        var controls = 0;
        foreach (var b in bytes)
            if (b < 0x20 && b is not ((byte)'\t' or (byte)'\r' or (byte)'\n' or 0x0C or 0x1B or 0x1F or 0x1E or 0x01 or 0x02))
                controls++;
        return controls > Math.Max(16, bytes.Length / 50);
    }

    private static CsvRefusedException Refuse(string why) => new(CsvRefusal.NotText, $"The file is no CSV file: {why}.");
}
