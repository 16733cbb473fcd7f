using SysCsv.Csv;
using SysCsv.Imports;

namespace SysCsv.Portal.Components.Pages.Uploading;

/// <summary>How a file is read and applied, as the address says it; what is null is detected.</summary>
internal sealed record ReadingChoices
{
    public string? Encoding { get; init; }

    public string? Separator { get; init; }

    public string? Header { get; init; }

    public string? Email { get; init; }

    public string? Name { get; init; }

    public string? Given { get; init; }

    public string? Family { get; init; }

    public string? PolicyName { get; init; }

    /// <summary>The encodings to choose from; any other is detected by its byte order mark.</summary>
    public static IReadOnlyList<(string Name, string Label)> Encodings { get; } =
    [
        ("utf-8", "UTF-8"), ("utf-16", "UTF-16"), ("windows-1252", "Western European (windows-1252)"), ("iso-8859-15", "Western European (ISO 8859-15)"),
        ("windows-1250", "Central European (windows-1250)"), ("iso-8859-2", "Central European (ISO 8859-2)"), ("windows-1251", "Cyrillic (windows-1251)"),
        ("koi8-r", "Cyrillic (KOI8-R)"), ("windows-1253", "Greek (windows-1253)"), ("windows-1254", "Turkish (windows-1254)"), ("ibm850", "DOS (850)"),
        ("shift_jis", "Japanese (Shift JIS)"), ("gb18030", "Chinese (GB 18030)"), ("big5", "Chinese (Big5)"), ("euc-kr", "Korean (EUC-KR)"), ("macintosh", "Macintosh"),
    ];

    public static IReadOnlyList<(string Name, char Character)> Separators { get; } = [("comma", ','), ("semicolon", ';'), ("tab", '\t'), ("bar", '|')];

    public DuplicatePolicy Policy => Enum.TryParse<DuplicatePolicy>(PolicyName, out var policy) && Enum.IsDefined(policy) ? policy : DuplicatePolicy.KeepLast;

    public CsvReadOptions ToReading() => new()
    {
        Encoding = Encoding,
        Delimiter = Separators.Where(known => known.Name == Separator).Select(known => (char?)known.Character).FirstOrDefault(),
        HasHeader = Header switch { "yes" => true, "no" => false, _ => null },
        EmailColumn = Email,
        NameColumn = Name,
        GivenNameColumn = Name is null ? Given : null,
        FamilyNameColumn = Name is null ? Family : null,
    };
}
