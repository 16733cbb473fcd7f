using Microsoft.EntityFrameworkCore;
using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Portal.Storage;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Imports;

/// <summary>The file of an import, opened as it was read.</summary>
internal sealed class KeptFiles(PortalDatabase database, StagingFolder staging)
{
    /// <summary>Opens the file at its first record; null if it is not kept, or was not uploaded here.</summary>
    public async Task<KeptFile?> OpenAsync(ImportId import, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            context => context.Imports.AsNoTracking().FirstOrDefaultAsync(row => row.Id == import.Value, cancellationToken), cancellationToken);
        if (row is null || !File.Exists(staging.FileOf(row.UploadId)))
            return null;

        var stream = staging.OpenFile(row.UploadId);
        try
        {
            return new(stream, await CsvRecordReader.OpenAsync(stream, ReadingJson.Read(row.Reading), cancellationToken));
        }
        catch (Exception exception)
        {
            await stream.DisposeAsync();
            if (exception is CsvRefusedException)
                return null;
            throw;
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
