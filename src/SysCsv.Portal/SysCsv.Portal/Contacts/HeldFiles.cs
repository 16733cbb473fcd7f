using System.Text;
using Microsoft.EntityFrameworkCore;
using SysCsv.Contacts;
using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Storage;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Contacts;

/// <summary>The kept files in which an e-mail stands.</summary>
internal sealed class HeldFiles(PortalDatabase database, StagingFolder staging, ImportList imports)
{
    private const int MaxAddress = 1024;

    /// <summary>Reads every kept file to its end, or to the e-mail.</summary>
    public async Task<IReadOnlyList<HeldFile>> FindAsync(EmailAddress email, CancellationToken cancellationToken)
    {
        var uploads = await database.ReadAsync(
            context => context.Uploads.AsNoTracking().Where(row => row.Removed == null).ToListAsync(cancellationToken), cancellationToken);
        var held = new List<HeldFile>();
        foreach (var upload in uploads.Where(upload => File.Exists(staging.FileOf(upload.Id))))
            if (await HoldsAsync(upload, email, cancellationToken))
                held.Add(new(upload, await FindRunningAsync(upload, cancellationToken)));
        return held;
    }

    /// <summary>Removes a file, unless it became another import's meanwhile.</summary>
    public async Task<bool> RemoveAsync(UploadRow upload, CancellationToken cancellationToken)
    {
        var removed = await database.WriteAsync(
            async context =>
            {
                var now = database.Now();
                return await context.Uploads.Where(row => row.Id == upload.Id && row.Removed == null && row.ImportId == upload.ImportId)
                    .ExecuteUpdateAsync(row => row.SetProperty(file => file.Removed, now), cancellationToken);
            },
            cancellationToken);
        if (removed == 1)
            File.Delete(staging.FileOf(upload.Id));
        return removed == 1;
    }

    private async Task<List<ImportId>> FindRunningAsync(UploadRow upload, CancellationToken cancellationToken)
    {
        var ids = await database.ReadAsync(
            context => context.Imports.Where(row => row.UploadId == upload.Id).Select(row => row.Id).ToListAsync(cancellationToken), cancellationToken);
        var running = new List<ImportId>();
        foreach (var id in ids)
            if (await imports.FindAsync(new(id), cancellationToken) is { } import && !import.HasEnded)
                running.Add(import.Id);
        return running;
    }

    private async Task<bool> HoldsAsync(UploadRow upload, EmailAddress email, CancellationToken cancellationToken)
    {
        var reading = upload.ImportId is { } id
            ? await database.ReadAsync(context => context.Imports.Where(row => row.Id == id).Select(row => row.Reading).FirstAsync(cancellationToken), cancellationToken)
            : null;
        await using var file = staging.OpenFile(upload.Id);
        try
        {
            await using var reader = await CsvRecordReader.OpenAsync(file, reading is null ? null : ReadingJson.Read(reading), cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                if (email.StandsIn(Encoding.UTF8.GetString(reader.RawText)))
                    return true;
            return false;
        }
        catch (CsvRefusedException)
        {
            // No CSV file, and so nothing that was or will be imported: its text is looked at as it is.
            file.Position = 0;
            return await HoldsTextAsync(file, email, cancellationToken);
        }
    }

    private static async Task<bool> HoldsTextAsync(Stream file, EmailAddress email, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var buffer = new char[64 * 1024];
        var kept = 0;
        while (await text.ReadAsync(buffer.AsMemory(kept), cancellationToken) is > 0 and var read)
        {
            var length = kept + read;
            if (email.StandsIn(new string(buffer, 0, length)))
                return true;

            // An address may lie across the edge.
            kept = Math.Min(MaxAddress, length);
            buffer.AsSpan(length - kept, kept).CopyTo(buffer);
        }

        return false;
    }
}

/// <summary>A file that holds the e-mail.</summary>
/// <param name="Running">The imports of the file that are not at their end.</param>
internal sealed record HeldFile(UploadRow Upload, IReadOnlyList<ImportId> Running);
