using SysCsv.Contacts;

namespace SysCsv.Csv;

/// <summary>Judges columns by what stands in them.</summary>
internal static class ColumnContent
{
    /// <summary>Whether a value is a valid e-mail, and nothing else.</summary>
    public static bool IsEmail(string value) => EmailAddress.Parse(value, out _) is null;

    /// <summary>The number of valid e-mails in a column.</summary>
    public static int CountEmails(IEnumerable<string[]> records, int column) =>
        records.Count(record => column < record.Length && IsEmail(record[column]));

    /// <summary>The column with the most valid e-mails; null if no column has any.</summary>
    public static int? FindEmail(IReadOnlyCollection<string[]> records, int columns)
    {
        var (column, emails) = Enumerable.Range(0, columns)
            .Select(index => (Column: index, Emails: CountEmails(records, index)))
            .MaxBy(counted => counted.Emails);
        return emails > 0 ? column : null;
    }

    /// <summary>The column that most looks like names of people; null if none does.</summary>
    public static int? FindName(IReadOnlyCollection<string[]> records, int columns, int emailColumn)
    {
        var (column, score) = Enumerable.Range(0, columns)
            .Where(index => index != emailColumn)
            .Select(index => (Column: index, Score: NameScore(records, index)))
            .DefaultIfEmpty()
            .MaxBy(scored => scored.Score);
        return score >= 0.5 ? column : null;
    }

    // Names are letters; several words, and many different ones, tell a name from a city or a status.
    private static double NameScore(IReadOnlyCollection<string[]> records, int column)
    {
        var values = records.Where(record => column < record.Length && record[column].Length > 0).Select(record => record[column].Trim()).ToList();
        if (values.Count == 0)
            return 0;

        var names = values.Count(LooksLikeName);
        var words = values.Count(value => value.Contains(' ', StringComparison.Ordinal));
        var different = values.Distinct(StringComparer.OrdinalIgnoreCase).Count();
        return ((double)names / values.Count) + (0.5 * words / values.Count) + (0.5 * different / values.Count) - 0.5;
    }

    private static bool LooksLikeName(string value) =>
        value.Length is > 1 and <= 80 && value.Any(char.IsLetter) && !value.Any(c => char.IsDigit(c) || c is '@' or '/' or ':' or '_');
}
