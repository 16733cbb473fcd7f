using System.Text;

namespace SysCsv.Csv;

/// <summary>The first records of a file as strings, for judging what its columns are.</summary>
internal static class SampleRecords
{
    private const int MaxRecords = 200;

    /// <summary>The well-formed records of the sample; one that the sample cuts off is left out.</summary>
    public static List<SampleRecord> Read(ReadOnlySpan<byte> sample, bool isWhole, char delimiter, int maxColumns)
    {
        // One column more than there may be shows that there are too many.
        var scanner = new RecordScanner(delimiter, maxColumns + 1);
        var records = new List<SampleRecord>();
        var length = sample.Length;
        while (records.Count < MaxRecords)
        {
            sample = sample.TrimStart("\r\n"u8);
            if (sample.IsEmpty)
                break;

            switch (scanner.Scan(sample, isWhole))
            {
                case RecordScan.NeedsMore:
                    return records;
                case RecordScan.Complete:
                    records.Add(new(Fields(scanner, sample), length - sample.Length));
                    sample = sample[scanner.Consumed..];
                    break;
                default:
                    var line = RecordScanner.FirstLine(sample);
                    sample = line < 0 ? default : sample[line..];
                    break;
            }
        }

        return records;
    }

    private static string[] Fields(RecordScanner scanner, ReadOnlySpan<byte> record)
    {
        var fields = new string[scanner.Fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            var field = scanner.Fields[i];
            var text = Encoding.UTF8.GetString(record.Slice(field.Start, field.Length));
            fields[i] = field.HasEscapes ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
        }

        return fields;
    }
}
