using System.Text.Json;
using SysCsv.Csv;

namespace SysCsv.Tests.Csv;

/// <summary>Files that nobody here wrote.</summary>
public sealed class SharedFileTests
{
    public static TheoryData<string> Spectrum =>
    [
        "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8",
    ];

    [SkippableTheory]
    [MemberData(nameof(Spectrum))]
    public async Task Csv_spectrum_is_read_as_its_json_says(string name)
    {
        using var file = File.OpenRead(SharedTestData.Find($"csv/csv-spectrum/csvs/{name}.csv"));
        await using var reader = await CsvRecordReader.OpenAsync(file, new() { HasHeader = true, EmailColumn = "1", Delimiter = ',' });
        var records = await CsvText.RestAsync(reader);

        var expected = JsonDocument.Parse(File.ReadAllText(SharedTestData.Find($"csv/csv-spectrum/json/{name}.json"))).RootElement.EnumerateArray();
        Assert.Equal(
            expected.Select(record => string.Join('¦', reader.Layout.Columns.Select(column => record.GetProperty(column).GetString()))),
            records.Select(record => string.Join('¦', record.Fields)));
    }

    [SkippableTheory]
    [InlineData("example.csv", "utf-8", ',', false, 11_273)]
    [InlineData("excel-sep-line.csv", "utf-8", ';', true, 1)]
    [InlineData("google-2024.csv", "utf-8", ',', true, 3)]
    [InlineData("hubspot.csv", "utf-8", ',', true, 5)]
    [InlineData("mailchimp-subscribed.csv", "utf-8", ',', true, 2)]
    [InlineData("outlook-de-cp1252-semicolon.csv", "windows-1252", ';', true, 2)]
    [InlineData("outlook-en.csv", null, ',', true, 4)]
    public async Task Contact_export_is_read_whole(string name, string? encoding, char delimiter, bool hasHeader, int records)
    {
        using var file = File.OpenRead(SharedTestData.Find($"contacts/{name}"));
        await using var reader = await CsvRecordReader.OpenAsync(file);

        var read = await CsvText.RestAsync(reader);

        Assert.Equal((delimiter, hasHeader, records), (reader.Layout.Delimiter, reader.Layout.HasHeader, read.Count));
        Assert.All(read, record => Assert.Null(record.Reason));
        if (encoding is not null)
            Assert.Equal(encoding, reader.Layout.Encoding);
    }

    [SkippableFact]
    public async Task Umlauts_of_a_windows_export_come_out_right()
    {
        using var file = File.OpenRead(SharedTestData.Find("contacts/outlook-de-cp1252-semicolon.csv"));

        var records = await CsvText.ReadAsync(file);

        Assert.Equal(("Jürgen", "Müller-Lüdenscheidt"), (records[0].Fields[1], records[0].Fields[3]));
        Assert.Equal(("Käthe", "Weiß", "Straße; Hausnr. 5"), (records[1].Fields[1], records[1].Fields[3], records[1].Fields[17]));
    }

    [SkippableFact]
    public async Task Every_messy_file_is_read_or_refused_and_never_garbled()
    {
        foreach (var path in Directory.GetFiles(SharedTestData.Find("csv/messytables")))
        {
            using var file = File.OpenRead(path);
            try
            {
                var records = await CsvText.ReadAsync(file, new() { EmailColumn = "1" });
                Assert.DoesNotContain(records, record => record.Reason is null && record.Fields.Any(field => field.Contains('\uFFFD', StringComparison.Ordinal)));
            }
            catch (CsvRefusedException exception)
            {
                Assert.NotEqual(CsvRefusal.ColumnMissing, exception.Refusal);
            }
        }
    }
}
