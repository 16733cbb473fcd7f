namespace SysCsv.Csv;

/// <summary>How a file is read. What is null is detected.</summary>
public sealed class CsvReadOptions
{
    /// <summary>The encoding by its name, such as <c>utf-8</c> or <c>windows-1252</c>. A byte order mark wins over it.</summary>
    public string? Encoding { get; set; }

    /// <summary>The separator: one ASCII character that is no quote and no line end.</summary>
    public char? Delimiter { get; set; }

    /// <summary>Whether the first record holds the labels of the columns.</summary>
    public bool? HasHeader { get; set; }

    /// <summary>The column of the e-mail, by its label (ignoring case) or its number from 1.</summary>
    public string? EmailColumn { get; set; }

    /// <summary>The column of the full name, by its label or number. Naming it switches off given and family name.</summary>
    public string? NameColumn { get; set; }

    /// <summary>The column of the given name, by its label or number.</summary>
    public string? GivenNameColumn { get; set; }

    /// <summary>The column of the family name, by its label or number.</summary>
    public string? FamilyNameColumn { get; set; }

    /// <summary>The longest record that is read, in bytes of UTF-8, 1,024 to 1 MiB; a longer one is a rejected row. Default 131,072.</summary>
    public int MaxRecordBytes { get; set; } = 128 * 1024;

    /// <summary>The longest field that is accepted, in bytes of UTF-8. Default 65,536.</summary>
    public int MaxFieldBytes { get; set; } = 64 * 1024;

    /// <summary>The most columns that a file may have, 1 to 16,384. Default 4,096.</summary>
    public int MaxColumns { get; set; } = 4_096;

    /// <summary>The most bytes that a compressed file may unpack to. Default 64 GiB.</summary>
    public long MaxUnpackedBytes { get; set; } = 64L << 30;
}
