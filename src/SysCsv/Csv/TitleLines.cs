namespace SysCsv.Csv;

/// <summary>Tells the lines that programs write above the labels, such as a title, a date or a note, from the table below them.</summary>
internal static class TitleLines
{
    private const int MaxRecords = 20;

    /// <summary>The bytes of the sample above the labels; 0 where no title stands there.</summary>
    public static int Length(ReadOnlySpan<byte> sample, List<SampleRecord> records)
    {
        var labels = records.FindIndex(0, Math.Min(records.Count, MaxRecords), HoldsLabels);
        return labels >= 0 && IsTitle(sample[..records[labels].Start]) && IsTable(records, labels) ? records[labels].Start : 0;
    }

    // Nothing that may be a contact is taken for a title.
    private static bool IsTitle(ReadOnlySpan<byte> above) => !above.Contains((byte)'@');

    // No line above is as wide as the labels, and addresses stand below the e-mail's.
    private static bool IsTable(List<SampleRecord> records, int labels)
    {
        var width = Width(records[labels]);
        var email = Array.FindIndex(records[labels].Fields, HeaderVocabulary.IsEmail);
        return records.Take(labels).All(record => Width(record) < width)
            && ColumnContent.CountEmails(records.Skip(labels + 1).Select(record => record.Fields), email) > 0;
    }

    private static bool HoldsLabels(SampleRecord record) =>
        Array.Exists(record.Fields, HeaderVocabulary.IsEmail) && !Array.Exists(record.Fields, ColumnContent.IsEmail);

    private static int Width(SampleRecord record) => record.Fields.Count(field => !string.IsNullOrWhiteSpace(field));
}
