namespace SysCsv.Csv;

/// <summary>How a file is built and what its columns are: everything, besides a position, that is needed to read on.</summary>
public sealed record CsvLayout
{
    /// <summary>The encoding's name.</summary>
    public required string Encoding { get; init; }

    /// <summary>The separator.</summary>
    public required char Delimiter { get; init; }

    /// <summary>The line on which the first record stands, the labels included, from 1. What stands above it, such as a title, is passed over.</summary>
    public long FirstLine { get; init; } = 1;

    /// <summary>Whether the first record holds the labels.</summary>
    public required bool HasHeader { get; init; }

    /// <summary>Whether the file is compressed with gzip.</summary>
    public bool Compressed { get; init; }

    /// <summary>The labels of the columns: trimmed, none empty, none twice. A column without a label is called by its number, such as <c>Column 3</c>.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The index of the e-mail's column.</summary>
    public required int EmailColumn { get; init; }

    /// <summary>The index of the full name's column; null if there is none.</summary>
    public int? NameColumn { get; init; }

    /// <summary>The index of the given name's column; null if there is none, or a full name.</summary>
    public int? GivenNameColumn { get; init; }

    /// <summary>The index of the family name's column; null if there is none, or a full name.</summary>
    public int? FamilyNameColumn { get; init; }
}
