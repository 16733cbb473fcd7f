using System.Globalization;

namespace SysCsv.Csv;

/// <summary>Makes labels that name each column once.</summary>
internal static class ColumnLabels
{
    /// <summary>Labels by number, for a file without a header.</summary>
    public static string[] Numbered(int columns) => [.. Enumerable.Range(0, columns).Select(ByNumber)];

    /// <summary>The labels of a header: trimmed, blank ones by number, repeated ones with a number behind.</summary>
    public static string[] From(string[] header)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. header.Select((label, column) => Unique(Clean(label, column), taken))];
    }

    private static string Clean(string label, int column)
    {
        var trimmed = label.Replace("\0", "", StringComparison.Ordinal).Trim();
        return trimmed.Length == 0 ? ByNumber(column) : trimmed;
    }

    private static string Unique(string label, HashSet<string> taken)
    {
        var unique = label;
        for (var number = 2; !taken.Add(unique); number++)
            unique = string.Create(CultureInfo.InvariantCulture, $"{label} ({number})");
        return unique;
    }

    private static string ByNumber(int column) => string.Create(CultureInfo.InvariantCulture, $"Column {column + 1}");
}
