using SysCsv.Csv;

namespace SysCsv.Publishing;

/// <summary>What was asked for when a file was begun, of the options that decide what its rows are. Limits may change while it goes on.</summary>
internal sealed record ReadingRequest
{
    public string? Encoding { get; init; }

    public char? Delimiter { get; init; }

    public bool? HasHeader { get; init; }

    public string? EmailColumn { get; init; }

    public string? NameColumn { get; init; }

    public string? GivenNameColumn { get; init; }

    public string? FamilyNameColumn { get; init; }

    public static ReadingRequest Of(CsvReadOptions options) => new()
    {
        Encoding = options.Encoding,
        Delimiter = options.Delimiter,
        HasHeader = options.HasHeader,
        EmailColumn = options.EmailColumn,
        NameColumn = options.NameColumn,
        GivenNameColumn = options.GivenNameColumn,
        FamilyNameColumn = options.FamilyNameColumn,
    };

    /// <summary>The first option that differs; null if none does.</summary>
    public string? DifferenceTo(ReadingRequest other) =>
        !IsSame(Encoding, other.Encoding) ? "CsvReadOptions.Encoding (--encoding)"
        : Delimiter != other.Delimiter ? "CsvReadOptions.Delimiter (--delimiter)"
        : HasHeader != other.HasHeader ? "CsvReadOptions.HasHeader (--header, --no-header)"
        : !IsSame(EmailColumn, other.EmailColumn) ? "CsvReadOptions.EmailColumn (--email-column)"
        : !IsSame(NameColumn, other.NameColumn) ? "CsvReadOptions.NameColumn (--name-column)"
        : !IsSame(GivenNameColumn, other.GivenNameColumn) ? "CsvReadOptions.GivenNameColumn"
        : !IsSame(FamilyNameColumn, other.FamilyNameColumn) ? "CsvReadOptions.FamilyNameColumn"
        : null;

    // Names of encodings and labels of columns are found whatever their case.
    private static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
