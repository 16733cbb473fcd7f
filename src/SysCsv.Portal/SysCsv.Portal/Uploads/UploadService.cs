using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Portal.Diagnostics;
using SysCsv.Portal.Security;
using SysCsv.Portal.Storage;

namespace SysCsv.Portal.Uploads;

/// <summary>Uploaded files: on disk first, then known to the database, so that what is known is there.</summary>
internal sealed class UploadService(
    PortalDatabase database, StagingFolder staging, AuditTrail audit, FilePreviews previews, IOptions<PortalOptions> options, ILogger<UploadService> logger) : IUploads
{
    public async Task<StagedFile> ReceiveAsync(Stream body, string fileName, Actor actor, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        var path = staging.FileOf(id);
        var (size, sha256) = await UploadFile.WriteAsync(body, staging.PartOf(id), path, options.Value.MaxUploadBytes, cancellationToken);
        var row = new UploadRow
        {
            Id = id, FileName = UploadName.Of(fileName), Size = size, Sha256 = sha256, Uploaded = database.Now(), UploadedBy = actor.Name,
        };
        try
        {
            await AddAsync(row, actor, cancellationToken);
        }
        catch
        {
            File.Delete(path);
            throw;
        }

        logger.UploadReceived(id, size);
        return await ToFileAsync(row, cancellationToken);
    }

    public async Task<StagedFile?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            context => context.Uploads.AsNoTracking().FirstOrDefaultAsync(upload => upload.Id == id && upload.Removed == null, cancellationToken), cancellationToken);
        return row is null || !File.Exists(staging.FileOf(id)) ? null : await ToFileAsync(row, cancellationToken);
    }

    public Task<FilePreview> PreviewAsync(Guid id, CsvReadOptions reading, CancellationToken cancellationToken) =>
        previews.ReadAsync(id, reading, cancellationToken);

    public async Task DiscardAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var discarded = await database.WriteAsync(
            async context =>
            {
                var rows = await context.Uploads.Where(upload => upload.Id == id && upload.ImportId == null).ExecuteDeleteAsync(cancellationToken);
                if (rows == 1)
                    audit.Add(context, actor, "upload.discarded", id.ToString("D"));
                return rows == 1;
            },
            cancellationToken);
        if (discarded)
            File.Delete(staging.FileOf(id));
    }

    private Task<bool> AddAsync(UploadRow row, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(
        async context =>
        {
            await context.Uploads.AddAsync(row, cancellationToken);
            audit.Add(context, actor, "upload.received", row.Id.ToString("D"), $"{row.Size} bytes");
            return true;
        },
        cancellationToken);

    private async Task<StagedFile> ToFileAsync(UploadRow row, CancellationToken cancellationToken)
    {
        var same = await database.ReadAsync(
            context => context.Imports.AsNoTracking()
                .Where(import => import.State != SendingState.Refused
                    && context.Uploads.Any(upload => upload.Id == import.UploadId && upload.Sha256 == row.Sha256))
                .OrderByDescending(import => import.Id).Select(import => (Guid?)import.Id).FirstOrDefaultAsync(cancellationToken),
            cancellationToken);
        return new(row.Id, row.FileName, row.Size, row.Sha256, new(row.Uploaded), row.UploadedBy, same is { } id ? new ImportId(id) : null);
    }
}
