using System.Text;
using SysCsv.Consuming;
using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Messages;

namespace SysCsv.Portal.Uploads;

/// <summary>Reads the beginning of a file the way an import would.</summary>
internal sealed class FilePreviews(StagingFolder staging, IEnumerable<IRowValidator> validators)
{
    private const int Rows = 20;

    private readonly RowChecker _checker = new(validators);

    /// <exception cref="CsvRefusedException">It is no CSV file of contacts.</exception>
    /// <exception cref="SysCsvException">It is gone.</exception>
    public async Task<FilePreview> ReadAsync(Guid upload, CsvReadOptions reading, CancellationToken cancellationToken)
    {
        await using var file = staging.OpenFile(upload);
        await using var reader = await CsvRecordReader.OpenAsync(file, reading, cancellationToken);
        using var messages = new RowReader(reader);
        var rows = new List<PreviewRow>();
        while (rows.Count < Rows && await reader.ReadAsync(cancellationToken))
            rows.Add(await ToRowAsync(reader, messages.Current(), cancellationToken));
        return new(reader.Layout, rows);
    }

    private async Task<PreviewRow> ToRowAsync(CsvRecordReader reader, MessageRow row, CancellationToken cancellationToken)
    {
        var fields = FieldsOf(reader);
        var batch = new BatchBuilder();
        await _checker.CheckAsync(new(new ImportId(Guid.Empty), row.Row), row, batch, cancellationToken);
        var rejected = batch.Build().Rejected;
        return new(
            row.Row, row.Line, fields, row.Email, row.Name, row.Attributes,
            rejected.Count > 0 ? rejected[0].Reason : null, rejected.Count > 0 ? rejected[0].Detail : null);
    }

    private static string[] FieldsOf(CsvRecordReader reader)
    {
        var fields = new string[reader.FieldCount];
        for (var i = 0; i < fields.Length; i++)
            fields[i] = Encoding.UTF8.GetString(reader.GetField(i));
        return fields;
    }
}
