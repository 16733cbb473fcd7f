using System.Text;

namespace SysCsv.Portal.Imports;

/// <summary>Writes cells of CSV.</summary>
internal static class CsvCells
{
    /// <summary>Adds a cell, in quotes where it needs them.</summary>
    public static StringBuilder AppendCell(this StringBuilder line, string text, char delimiter)
    {
        if (!NeedsQuotes(text, delimiter))
            return line.Append(text);
        return line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    /// <summary>The text with an apostrophe before it if a spreadsheet would take it for a formula.</summary>
    public static string Harmless(string text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20' ? $"'{text}" : text;

    private static bool NeedsQuotes(string text, char delimiter) =>
        text.AsSpan().IndexOfAny(delimiter, '"', '\r') >= 0
        || text.Contains('\n', StringComparison.Ordinal)
        || (text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])));
}
