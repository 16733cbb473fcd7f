using SysCsv.Csv;

namespace SysCsv.Publishing;

/// <summary>Compares what a file was begun with and what it is to go on with, by the options that decide what its rows are. Limits may change.</summary>
internal static class ReadingDifference
{
    /// <summary>The first option that differs; null if none does.</summary>
    public static string? Between(CsvReadOptions begun, CsvReadOptions now) =>
        !IsSame(begun.Encoding, now.Encoding) ? "CsvReadOptions.Encoding (--encoding)"
        : begun.Delimiter != now.Delimiter ? "CsvReadOptions.Delimiter (--delimiter)"
        : begun.HasHeader != now.HasHeader ? "CsvReadOptions.HasHeader (--header, --no-header)"
        : !IsSame(begun.EmailColumn, now.EmailColumn) ? "CsvReadOptions.EmailColumn (--email-column)"
        : !IsSame(begun.NameColumn, now.NameColumn) ? "CsvReadOptions.NameColumn (--name-column)"
        : !IsSame(begun.GivenNameColumn, now.GivenNameColumn) ? "CsvReadOptions.GivenNameColumn"
        : !IsSame(begun.FamilyNameColumn, now.FamilyNameColumn) ? "CsvReadOptions.FamilyNameColumn"
        : null;

    // Names of encodings and labels of columns are found whatever their case.
    private static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
