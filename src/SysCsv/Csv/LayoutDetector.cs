namespace SysCsv.Csv;

/// <summary>Finds out how a file is built from its beginning.</summary>
internal static class LayoutDetector
{
    /// <exception cref="CsvRefusedException">The file can't be imported.</exception>
    public static async Task<(CsvInput Input, CsvLayout Layout)> DetectAsync(Stream stream, CsvReadOptions options, CancellationToken cancellationToken)
    {
        var input = await CsvInput.OpenAsync(stream, options, cancellationToken);
        try
        {
            return (input, await DetectAsync(input, options, cancellationToken));
        }
        catch
        {
            await input.DisposeAsync();
            throw;
        }
    }

    private static async Task<CsvLayout> DetectAsync(CsvInput input, CsvReadOptions options, CancellationToken cancellationToken)
    {
        var (delimiter, records) = Split(input, options);
        var title = options.HasHeader is null ? TitleLines.Length(input.Sample.Span, records) : 0;
        await input.SkipAsync(title, cancellationToken);
        return new ColumnMapper(options, [.. records.Where(record => record.Start >= title).Select(record => record.Fields)]).Map(new()
        {
            Encoding = TextEncodings.NameOf(input.Encoding),
            Delimiter = delimiter,
            FirstLine = input.FirstLine,
            HasHeader = false,
            Compressed = input.Compressed,
            Columns = [],
            EmailColumn = 0,
        });
    }

    private static (char Delimiter, List<SampleRecord> Records) Split(CsvInput input, CsvReadOptions options)
    {
        var sample = input.Sample.Span;
        if (sample.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            throw new CsvRefusedException(CsvRefusal.Empty, "The file is empty.");
        if (!TextEncodings.IsUtf8(input.Encoding))
            BinaryCheck.Check(sample);

        var delimiter = options.Delimiter ?? input.NamedDelimiter ?? DelimiterDetector.Detect(sample, input.SampleIsWhole, options.MaxColumns);
        var records = SampleRecords.Read(sample, input.SampleIsWhole, delimiter, options.MaxColumns);
        return records.Count > 0
            ? (delimiter, records)
            : throw new CsvRefusedException(CsvRefusal.NotText, "The file is no CSV file: its first record is longer than a record can be, or its quotes never close or stand where none may, as behind a blank.");
    }
}
