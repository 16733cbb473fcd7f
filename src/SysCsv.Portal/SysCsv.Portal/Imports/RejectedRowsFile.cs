using System.Globalization;
using System.Text;
using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Portal.Imports;

/// <summary>
/// Writes rejected rows as a file to correct and upload again: the records as they were, behind two columns of ours that the next upload
/// passes over. They come first, where no quote of a broken record can swallow them.
/// </summary>
internal sealed class RejectedRowsFile(ImportList imports, KeptFiles files, IImportReader reader)
{
    private const int PageSize = 500;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true);

    public async Task WriteAsync(ImportId id, string? reason, Stream output, CancellationToken cancellationToken)
    {
        var page = await reader.ListRejectedAsync(id, reason, null, PageSize, cancellationToken);
        var layout = await FindLayoutAsync(id, page.Items, cancellationToken);
        await using var writer = new StreamWriter(output, Utf8, leaveOpen: true);
        await writer.WriteAsync(Header(layout).AsMemory(), cancellationToken);
        while (true)
        {
            // One whose text was erased has nothing to correct.
            foreach (var row in page.Items)
                if (row.RawText.Length > 0)
                    await writer.WriteAsync(Line(row, layout.Delimiter).AsMemory(), cancellationToken);
            if (page.Next is null)
                break;
            page = await reader.ListRejectedAsync(id, reason, page.Next, PageSize, cancellationToken);
        }

        await writer.FlushAsync(cancellationToken);
    }

    private async Task<(char Delimiter, IReadOnlyList<string> Columns)> FindLayoutAsync(
        ImportId id, IReadOnlyList<RejectedRow> rows, CancellationToken cancellationToken)
    {
        await using var file = await files.OpenAsync(id, cancellationToken);
        if (file is not null)
            return (file.Reader.Layout.Delimiter, LabelsOf(file.Reader.Layout));

        // The file is gone, or never was here: the records themselves tell what separates them.
        var import = await imports.FindAsync(id, cancellationToken);
        var text = Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(row => row.RawText)));
        return (DelimiterDetector.Detect(text, isWhole: true, new CsvReadOptions().MaxColumns), import?.Columns ?? []);
    }

    // A file without a header gets one, of labels that say what its columns were taken for.
    private static IReadOnlyList<string> LabelsOf(CsvLayout layout) => layout.HasHeader
        ? layout.Columns
        : [.. layout.Columns.Select((label, column) => column == layout.EmailColumn ? "email" : column == layout.NameColumn ? "name" : label)];

    private static string Header((char Delimiter, IReadOnlyList<string> Columns) layout)
    {
        var line = new StringBuilder(ServiceColumns.Line).Append(layout.Delimiter).Append(ServiceColumns.Reason);
        foreach (var column in layout.Columns)
            line.Append(layout.Delimiter).AppendCell(column, layout.Delimiter);
        return line.Append("\r\n").ToString();
    }

    private static string Line(RejectedRow row, char delimiter)
    {
        var reason = row.Detail is null ? row.Reason : $"{row.Reason}: {row.Detail}";
        return new StringBuilder().Append(CultureInfo.InvariantCulture, $"{row.Line}").Append(delimiter)
            .AppendCell(CsvCells.Harmless(reason, delimiter), delimiter).Append(delimiter).Append(row.RawText).Append("\r\n").ToString();
    }
}
