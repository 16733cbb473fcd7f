using SysCsv.Csv;

namespace Samples;

/// <summary>Says in a line how a file was read, so that a wrong guess is seen.</summary>
internal static class LayoutLine
{
    private const int MaxLabel = 40;

    public static string Of(CsvLayout layout)
    {
        var name = layout.NameColumn is not null || layout.GivenNameColumn is not null || layout.FamilyNameColumn is not null
            ? string.Join(" + ", new[] { layout.NameColumn, layout.GivenNameColumn, layout.FamilyNameColumn }.OfType<int>().Select(column => Label(layout, column)))
            : "none";
        var compressed = layout.Compressed ? ", gzip" : "";
        var header = layout switch
        {
            { HasHeader: false } => "no header",
            { FirstLine: > 1 } => $"header on line {layout.FirstLine}",
            _ => "header",
        };
        return $"{layout.Encoding}{compressed}, separator {Separator(layout.Delimiter)}, {header}, {layout.Columns.Count} columns, e-mail: {Label(layout, layout.EmailColumn)}, name: {name}";
    }

    private static string Separator(char separator) => separator switch
    {
        '\t' => "tab",
        _ => $"'{separator}'",
    };

    private static string Label(CsvLayout layout, int column)
    {
        var label = layout.Columns[column];
        return label.Length <= MaxLabel ? $"\"{label}\"" : $"\"{label[..MaxLabel]}…\"";
    }
}
