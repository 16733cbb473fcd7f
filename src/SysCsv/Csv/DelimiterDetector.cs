namespace SysCsv.Csv;

/// <summary>Finds the separator under which e-mails stand in cells of their own, and by which the first records agree best on a number of fields.</summary>
internal static class DelimiterDetector
{
    private const char Default = ',';
    private static readonly char[] Candidates = [Default, ';', '\t', '|'];

    public static char Detect(ReadOnlySpan<byte> sample, bool isWhole, int maxColumns)
    {
        var best = Default;
        var bestScore = (HasEmails: false, Agreement: 0.0);
        foreach (var candidate in Candidates)
        {
            var records = Table(sample, SampleRecords.Read(sample, isWhole, candidate, maxColumns));
            var score = (HasEmails(records), Agreement(records));
            if (score.CompareTo(bestScore) > 0)
                (best, bestScore) = (candidate, score);
        }

        return best;
    }

    private static List<string[]> Table(ReadOnlySpan<byte> sample, List<SampleRecord> records)
    {
        var title = TitleLines.Length(sample, records);
        return [.. records.Where(record => record.Start >= title).Select(record => record.Fields)];
    }

    // The share of records that agree decides; among equals the separator that makes more of them.
    private static double Agreement(List<string[]> records)
    {
        if (records.Count == 0)
            return 0;

        var (fields, agreeing) = records.CountBy(record => record.Length).MaxBy(count => (count.Value, count.Key));
        return fields < 2 ? 0 : (double)agreeing / records.Count * (2 - (1.0 / fields));
    }

    // Under a wrong separator an address has other text around it. Where it takes several addresses in a cell apart, something is left of the first.
    private static bool HasEmails(List<string[]> records) => records.Exists(record =>
    {
        var addresses = record.Where(field => field.Contains('@', StringComparison.Ordinal)).ToList();
        return addresses.TrueForAll(ColumnContent.IsEmail) && record.Take(records[0].Length).Any(ColumnContent.IsEmail);
    });
}
