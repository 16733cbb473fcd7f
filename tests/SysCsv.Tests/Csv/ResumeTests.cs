using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using SysCsv.Csv;

namespace SysCsv.Tests.Csv;

public sealed class ResumeTests
{
    private const string Text = "sep=;\r\nName;Email;Note\r\nAnn;a@b.c;\"one\r\ntwo\"\r\n\r\nBad;x\r\nBjörn;d@e.f;\"\"\"q\"\"\"\n\"Unclosed;g@h.i;\nCy;j@k.l;end";

    public static TheoryData<string> Forms => ["utf-8", "utf-8 with mark", "utf-16", "windows-1252", "gzip", "title"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Reading_goes_on_at_any_record_as_if_it_had_not_stopped(string form)
    {
        var file = Make(form);
        var options = new CsvReadOptions { Encoding = form == "windows-1252" ? form : null };
        var all = await CsvText.ReadAsync(new MemoryStream(file), options);
        Assert.Equal(5, all.Count);

        await using var reader = await CsvRecordReader.OpenAsync(new MemoryStream(file), options);
        var layout = JsonSerializer.Deserialize<CsvLayout>(JsonSerializer.Serialize(reader.Layout))!;
        await using (var beginning = await CsvRecordReader.ResumeAsync(new MemoryStream(file), layout, default))
            Assert.Equal(all.Select(Describe), (await CsvText.RestAsync(beginning)).Select(Describe));
        for (var read = 0; read <= all.Count; read++)
        {
            var next = JsonSerializer.Deserialize<CsvPosition>(JsonSerializer.Serialize(reader.Next));
            await using var resumed = await CsvRecordReader.ResumeAsync(new MemoryStream(file), layout, next);
            Assert.Equal(all.Skip(read).Select(Describe), (await CsvText.RestAsync(resumed)).Select(Describe));
            await reader.ReadAsync();
        }
    }

    private static string Describe(CsvText.Record record) =>
        string.Create(CultureInfo.InvariantCulture, $"{record.Number} {record.Line} {record.Reason} {record.Raw} {string.Join('|', record.Fields)}");

    private static byte[] Make(string form)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = Encoding.UTF8.GetBytes(Text);
        return form switch
        {
            "utf-8 with mark" => [0xEF, 0xBB, 0xBF, .. bytes],
            "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)],
            "windows-1252" => Encoding.GetEncoding(form).GetBytes(Text),
            "gzip" => Compress(bytes),
            "title" => Encoding.UTF8.GetBytes(Text.Replace("sep=;\r\n", "Contacts;;\r\n\"May\r\n2026\"\r\nsaid \"all\"\n\r\n", StringComparison.Ordinal)),
            _ => bytes,
        };
    }

    private static byte[] Compress(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
