using Microsoft.AspNetCore.Components;
using SysCsv.Csv;
using SysCsv.Portal.Imports;

namespace SysCsv.Portal.Components.Pages.Imports;

/// <summary>What is known of an import besides its counts.</summary>
public partial class ImportFacts
{
    [CascadingParameter]
    private PortalImport? Import { get; set; }

    private static IEnumerable<(string Label, string Value)> Reading(PortalImport import) => import switch
    {
        { ReadAs: { } used, Settings.Reading: var chosen } => Used(used, chosen ?? new()),
        { Settings.Reading: { } chosen } => Chosen(chosen, import.HasEnded ? "not known" : "detected when it is sent"),
        _ => [],
    };

    // A byte order mark wins over a choice, and who chose a column by its number reads its label: what was used is said, not what was asked for.
    private static IEnumerable<(string Label, string Value)> Used(FileReading used, CsvReadOptions chosen) =>
    [
        ("Encoding", Detected(used.Encoding, chosen.Encoding is null)),
        ("Separator", Detected(Words.Separator(used.Delimiter), chosen.Delimiter is null)),
        ("Header", Detected(Header(used), chosen.HasHeader is null)),
        ("E-mail from", Detected(Column(used.Email), chosen.EmailColumn is null)),
        .. Names(used, chosen).Where(name => name.Column is not null).Select(name => (name.Label, Detected(Column(name.Column!), name.IsDetected))),
    ];

    private static IEnumerable<(string Label, FileColumn? Column, bool IsDetected)> Names(FileReading used, CsvReadOptions chosen) =>
    [
        ("Name from", used.Name, chosen.NameColumn is null),
        ("Given name from", used.GivenName, chosen.GivenNameColumn is null),
        ("Family name from", used.FamilyName, chosen.FamilyNameColumn is null),
    ];

    private static IEnumerable<(string Label, string Value)> Chosen(CsvReadOptions chosen, string missing) =>
    [
        ("Encoding", chosen.Encoding ?? missing),
        ("Separator", chosen.Delimiter is { } delimiter ? Words.Separator(delimiter) : missing),
        ("Header", chosen.HasHeader is { } header ? Header(header) : missing),
    ];

    private static string Header(FileReading used) => used is { HasHeader: true, FirstLine: > 1 } ? $"on line {used.FirstLine}" : Header(used.HasHeader);

    private static string Header(bool has) => has ? "yes" : "none";

    private static string Column(FileColumn column) => column.Label is { } label ? $"{label} (column {column.Number})" : $"column {column.Number}";

    private static string Detected(string value, bool detected) => detected ? $"{value}, detected" : value;
}
