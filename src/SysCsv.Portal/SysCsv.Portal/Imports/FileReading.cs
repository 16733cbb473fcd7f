using SysCsv.Csv;

namespace SysCsv.Portal.Imports;

/// <summary>How a file was read: what was chosen and what was detected, as its publisher used it.</summary>
internal sealed record FileReading
{
    public required string Encoding { get; init; }

    public required char Delimiter { get; init; }

    public required bool HasHeader { get; init; }

    /// <summary>The line that the labels, or else the first record, stand on, from 1.</summary>
    public long FirstLine { get; init; } = 1;

    public bool Compressed { get; init; }

    public required FileColumn Email { get; init; }

    public FileColumn? Name { get; init; }

    public FileColumn? GivenName { get; init; }

    public FileColumn? FamilyName { get; init; }

    public static FileReading Of(CsvLayout layout) => new()
    {
        Encoding = layout.Encoding,
        Delimiter = layout.Delimiter,
        HasHeader = layout.HasHeader,
        FirstLine = layout.FirstLine,
        Compressed = layout.Compressed,
        Email = Column(layout, layout.EmailColumn),
        Name = Find(layout, layout.NameColumn),
        GivenName = Find(layout, layout.GivenNameColumn),
        FamilyName = Find(layout, layout.FamilyNameColumn),
    };

    private static FileColumn? Find(CsvLayout layout, int? index) => index is { } known ? Column(layout, known) : null;

    private static FileColumn Column(CsvLayout layout, int index) => new(index + 1, layout.HasHeader ? layout.Columns[index] : null);
}

/// <summary>A column of a file.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Label">Null in a file without a header.</param>
internal sealed record FileColumn(int Number, string? Label);
