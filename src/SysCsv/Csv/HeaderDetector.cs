using System.Text.RegularExpressions;

namespace SysCsv.Csv;

/// <summary>Decides whether the first record holds labels or is data already. In doubt a record is taken for labels only if nothing speaks for data.</summary>
internal static partial class HeaderDetector
{
    /// <summary>Whether the first of <paramref name="records"/> holds the labels.</summary>
    public static bool HasHeader(List<string[]> records)
    {
        var first = records[0];
        if (Array.Exists(first, ColumnContent.IsEmail))
            return false;
        if (Array.Exists(first, field => HeaderVocabulary.IsEmail(WithoutAddresses(field))))
            return true;
        if (ColumnContent.FindEmail(records, first.Length) is not { } email)
            return true;

        var cell = first[email];
        if (IsSpoiltAddress(cell))
            return false;
        if (Array.Exists(first, IsKnownLabel))
            return true;
        return !Domain().IsMatch(cell) && !LooksLikeRowsBelow(first, records, email);
    }

    private static bool IsKnownLabel(string field) =>
        (HeaderVocabulary.MentionsEmail(WithoutAddresses(field)) && !Domain().IsMatch(field))
        || HeaderVocabulary.IsName(field) || HeaderVocabulary.IsGivenName(field) || HeaderVocabulary.IsFamilyName(field);

    // In a column of addresses: empty, only digits, or an address with a slip in it.
    private static bool IsSpoiltAddress(string cell) => !cell.Any(char.IsLetter) || (cell.Contains('@', StringComparison.Ordinal) && WithoutAddresses(cell).Length == 0);

    // A label may give an example: "E-mail (ann@example.com)".
    private static string WithoutAddresses(string field) =>
        string.Join(' ', field.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !word.Contains('@', StringComparison.Ordinal)));

    /// <summary>Whether a value comes again below, as no label does, or is a number as all below it.</summary>
    private static bool LooksLikeRowsBelow(string[] first, List<string[]> records, int email)
    {
        var below = records.Skip(1).Where(record => !record.SequenceEqual(first, StringComparer.Ordinal)).ToList();
        return Enumerable.Range(0, first.Length).Any(column => column != email && first[column].Length > 1
            && (below.Exists(record => column < record.Length && record[column] == first[column]) || IsNumberAmongNumbers(first, below, column)));
    }

    private static bool IsNumberAmongNumbers(string[] first, List<string[]> below, int column) =>
        below.Count > 1 && IsNumber(first[column]) && below.TrueForAll(record => column < record.Length && IsNumber(record[column]));

    private static bool IsNumber(string value) => value.Any(char.IsDigit) && !value.Any(char.IsLetter);

    [GeneratedRegex(@"^\S+\.\p{L}{2,}$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Domain();
}
