namespace SysCsv.Csv;

/// <summary>Why a whole file is refused.</summary>
public enum CsvRefusal
{
    /// <summary>The file is empty.</summary>
    Empty = 0,

    /// <summary>The file is no text: a picture, an archive, a spreadsheet, a program.</summary>
    NotText = 1,

    /// <summary>The encoding can't be told with confidence; it has to be named.</summary>
    EncodingUnclear = 2,

    /// <summary>No column holds e-mail addresses.</summary>
    NoEmailColumn = 3,

    /// <summary>A column that was named is not there.</summary>
    ColumnMissing = 4,

    /// <summary>The file has more columns than are allowed.</summary>
    TooManyColumns = 5,

    /// <summary>The compressed file is damaged, or the file was changed while it was read.</summary>
    Damaged = 6,

    /// <summary>The compressed file unpacks to more than is allowed.</summary>
    TooLarge = 7,

    /// <summary>An option has a value that can't be used.</summary>
    WrongOption = 8,
}
