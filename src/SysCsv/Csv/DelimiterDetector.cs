namespace SysCsv.Csv;

/// <summary>Finds the separator by which the first records agree best on a number of fields.</summary>
internal static class DelimiterDetector
{
    private const char Default = ',';
    private static readonly char[] Candidates = [Default, ';', '\t', '|'];

    public static char Detect(ReadOnlySpan<byte> sample, bool isWhole, int maxColumns)
    {
        var best = Default;
        var bestScore = 0.0;
        foreach (var candidate in Candidates)
        {
            var score = Score(SampleRecords.Read(sample, isWhole, candidate, maxColumns));
            if (score > bestScore)
                (best, bestScore) = (candidate, score);
        }

        return best;
    }

    // The share of records that agree decides; among equals the separator that makes more of them.
    private static double Score(List<string[]> records)
    {
        if (records.Count == 0)
            return 0;

        var (fields, agreeing) = records.CountBy(record => record.Length).MaxBy(count => (count.Value, count.Key));
        return fields < 2 ? 0 : (double)agreeing / records.Count * (2 - (1.0 / fields));
    }
}
