using Microsoft.EntityFrameworkCore;
using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Portal.Storage;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Imports;

/// <summary>The file of an import, opened as it was read.</summary>
internal sealed class KeptFiles(PortalDatabase database, StagingFolder staging)
{
    /// <summary>Opens the file at its first record; null if it is not kept, was not uploaded here, or would be read otherwise than it was sent.</summary>
    public Task<KeptFile?> OpenAsync(ImportId import, CancellationToken cancellationToken) => OpenAsync(import, from: null, cancellationToken);

    /// <summary>Opens the file where an earlier reading ended, or at its first record.</summary>
    /// <remarks>In a compressed file, or one that is not UTF-8, all before is read and passed over.</remarks>
    public async Task<KeptFile?> OpenAsync(ImportId import, CsvPosition? from, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            context => context.Imports.AsNoTracking().FirstOrDefaultAsync(row => row.Id == import.Value, cancellationToken), cancellationToken);
        if (row is null || !File.Exists(staging.FileOf(row.UploadId)))
            return null;

        var stream = staging.OpenFile(row.UploadId);
        try
        {
            var reader = await OpenAsync(stream, ReadingOf(row), from, cancellationToken);
            if (IsReadAsSent(row, reader.Layout))
                return new(stream, reader);
            await new KeptFile(stream, reader).DisposeAsync();
            return null;
        }
        catch (Exception exception)
        {
            await stream.DisposeAsync();
            if (exception is CsvRefusedException)
                return null;
            throw;
        }
    }

    // A row's number means the record that was sent by it. What is detected may change with the version of this program.
    private static bool IsReadAsSent(PortalImportRow row, CsvLayout layout) => ReadingJson.ReadUsed(row.ReadAs) is not { } sent
        || (sent.Delimiter, sent.HasHeader, sent.FirstLine) == (layout.Delimiter, layout.HasHeader, layout.FirstLine);

    // To tell the encoding again could mean to read far into the file.
    private static CsvReadOptions ReadingOf(PortalImportRow row)
    {
        var reading = ReadingJson.Read(row.Reading);
        reading.Encoding ??= ReadingJson.ReadUsed(row.ReadAs)?.Encoding;
        return reading;
    }

    private static async Task<CsvRecordReader> OpenAsync(Stream stream, CsvReadOptions reading, CsvPosition? from, CancellationToken cancellationToken)
    {
        var reader = await CsvRecordReader.OpenAsync(stream, reading, cancellationToken);
        if (from is not { } position)
            return reader;

        await using (reader)
        {
            stream.Position = 0;
            return await CsvRecordReader.ResumeAsync(stream, reader.Layout, position, reading, cancellationToken);
        }
    }
}

/// <summary>A file that is open.</summary>
internal sealed class KeptFile(Stream stream, CsvRecordReader reader) : IAsyncDisposable
{
    public CsvRecordReader Reader { get; } = reader;

    public async ValueTask DisposeAsync()
    {
        await Reader.DisposeAsync();
        await stream.DisposeAsync();
    }
}
