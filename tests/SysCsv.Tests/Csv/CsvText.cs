using System.Text;
using SysCsv.Csv;

namespace SysCsv.Tests.Csv;

/// <summary>Reads CSV text to the end, as tests like to look at it.</summary>
internal static class CsvText
{
    /// <summary>A record: its fields, or the reason in place of them.</summary>
    public sealed record Record(long Number, long Line, string? Reason, string Raw, string[] Fields);

    public static Stream Stream(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));

    public static Task<List<Record>> ReadAsync(string text, CsvReadOptions? options = null) => ReadAsync(Stream(text), options);

    public static async Task<List<Record>> ReadAsync(Stream stream, CsvReadOptions? options = null)
    {
        await using var reader = await CsvRecordReader.OpenAsync(stream, options);
        return await RestAsync(reader);
    }

    public static async Task<List<Record>> RestAsync(CsvRecordReader reader)
    {
        var records = new List<Record>();
        while (await reader.ReadAsync())
            records.Add(Current(reader));
        return records;
    }

    public static Record Current(CsvRecordReader reader) => new(
        reader.RecordNumber,
        reader.LineNumber,
        reader.RejectReason,
        Encoding.UTF8.GetString(reader.RawText),
        [.. Enumerable.Range(0, reader.FieldCount).Select(field => Encoding.UTF8.GetString(reader.GetField(field)))]);

    public static async Task<CsvLayout> LayoutAsync(string text, CsvReadOptions? options = null)
    {
        await using var reader = await CsvRecordReader.OpenAsync(Stream(text), options);
        return reader.Layout;
    }
}
