using System.Buffers;
using System.Text;

namespace SysCsv.Portal.Imports;

/// <summary>Writes cells of CSV.</summary>
internal static class CsvCells
{
    // What some spreadsheet or other ends a cell at, by its settings or its country's: Excel at the list separator of Windows, often ';'.
    private static readonly SearchValues<char> Separators = SearchValues.Create(",;\t|\r\n");

    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@\uFF1D\uFF0B\uFF0D\uFF20");

    /// <summary>Adds a cell, in quotes where it needs them: also for a separator that is another file's.</summary>
    public static StringBuilder AppendCell(this StringBuilder line, string text, char delimiter)
    {
        if (!NeedsQuotes(text, delimiter))
            return line.Append(text);
        return line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    /// <summary>The text with an apostrophe before whatever a spreadsheet would take for a formula.</summary>
    /// <remarks>
    /// Quotes are no help where a file is split at another separator than its own: there they stand in the middle of a cell and quote
    /// nothing, so a cell begins behind each such separator or line end in the text. Behind the file's own none does: whoever splits
    /// there heeds the quotes. So "Smith, -" stays as it is.
    /// </remarks>
    public static string Harmless(string text, char delimiter)
    {
        var harmless = new StringBuilder(text.Length + 1);
        if (text.Length > 0 && text[0] is '\t' or '\r' or '\n')
            harmless.Append('\'');
        var atBeginning = true;
        foreach (var character in text)
        {
            if (atBeginning && FormulaStarts.Contains(character))
                harmless.Append('\'');
            harmless.Append(character);
            atBeginning = (Separators.Contains(character) && character != delimiter) || (atBeginning && (character == '"' || char.IsWhiteSpace(character)));
        }

        return harmless.ToString();
    }

    private static bool NeedsQuotes(string text, char delimiter) =>
        text.AsSpan().ContainsAny(Separators)
        || text.AsSpan().ContainsAny(delimiter, '"')
        || (text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])));
}
