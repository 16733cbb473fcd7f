using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Diagnostics;
using SysCsv.Portal.Security;
using SysCsv.Portal.Storage;

namespace SysCsv.Portal.Imports;

/// <summary>What people decide about imports. Each change holds its condition at the moment it is written.</summary>
internal sealed class AcceptedImports(
    PortalDatabase database, AuditTrail audit, ImportSignal signal, TimeProvider clock, ILogger<AcceptedImports> logger)
{
    public async Task<ImportId> AcceptAsync(
        Guid upload, ImportSettings settings, string? idempotencyKey, Actor actor, CancellationToken cancellationToken)
    {
        var import = ImportId.New(clock);
        var key = RequestKey.Of(actor.Name, idempotencyKey, import);
        try
        {
            return await AcceptOnceAsync(import, upload, settings, key, actor, cancellationToken);
        }
        catch (StoreException exception) when (exception.Failure == StoreFailure.DataRefused && idempotencyKey is not null)
        {
            // The same request came twice at once, and the other was first: now it is there to be found.
            return await AcceptOnceAsync(import, upload, settings, key, actor, cancellationToken);
        }
    }

    /// <summary>Imports the file of an import again.</summary>
    /// <returns>Null if the file is not kept any more.</returns>
    public async Task<ImportId?> AcceptAgainAsync(ImportId id, Actor actor, CancellationToken cancellationToken)
    {
        var import = ImportId.New(clock);
        var accepted = await database.WriteAsync(
            async context =>
            {
                var old = await context.Imports.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id.Value, cancellationToken);
                if (old is null || !await TakeUploadAsync(context, old.UploadId, import, onlyUnused: false, cancellationToken))
                    return false;

                var upload = await context.Uploads.AsNoTracking().FirstAsync(row => row.Id == old.UploadId, cancellationToken);
                Add(context, import, upload, new(ReadingJson.Read(old.Reading), old.Policy), import.ToString(), actor);
                return true;
            },
            cancellationToken);
        if (!accepted)
            return null;
        signal.Raise();
        return import;
    }

    public Task<bool> PauseAsync(ImportId id, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, [SendingState.Accepted], SendingState.Paused, "import.paused", actor, cancellationToken);

    public Task<bool> ResumeAsync(ImportId id, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, [SendingState.Paused], SendingState.Accepted, "import.resumed", actor, cancellationToken);

    public Task<bool> CancelAsync(ImportId id, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(id, [SendingState.Accepted, SendingState.Paused], SendingState.Cancelling, "import.cancelled", actor, cancellationToken);

    private async Task<ImportId> AcceptOnceAsync(
        ImportId import, Guid upload, ImportSettings settings, string key, Actor actor, CancellationToken cancellationToken)
    {
        var accepted = await database.WriteAsync(
            async context =>
            {
                var known = await context.Imports.AsNoTracking().FirstOrDefaultAsync(row => row.RequestKey == key, cancellationToken);
                if (known is not null)
                    return await SameRequestAsync(context, known, upload, settings, cancellationToken)
                        ? new ImportId(known.Id)
                        : throw new SysCsvException("The Idempotency-Key has made another import: of another file, or with other choices. Send this one with a key of its own.");
                if (!await TakeUploadAsync(context, upload, import, onlyUnused: true, cancellationToken))
                    throw new SysCsvException("The upload is gone, or an import already. Upload the file again.");

                var file = await context.Uploads.AsNoTracking().FirstAsync(row => row.Id == upload, cancellationToken);
                Add(context, import, file, settings, key, actor);
                await context.SaveChangesAsync(cancellationToken);
                return import;
            },
            cancellationToken);
        signal.Raise();
        if (accepted == import)
            logger.ImportAccepted(import, upload);
        return accepted;
    }

    // A file that was sent again is another upload with the same content.
    private static async Task<bool> SameRequestAsync(
        PortalDbContext context, PortalImportRow known, Guid upload, ImportSettings settings, CancellationToken cancellationToken)
    {
        if (known.Policy != settings.Policy || known.Reading != ReadingJson.Write(settings.Reading))
            return false;

        if (upload == known.UploadId)
            return true;

        var contents = await context.Uploads.Where(row => row.Id == upload || row.Id == known.UploadId).Select(row => row.Sha256).ToListAsync(cancellationToken);
        return contents.Count == 2 && contents[0] == contents[1];
    }

    /// <summary>Makes an import the newest one of a file, which is kept for it; false if the file is removed or, where it has to be unused, taken.</summary>
    internal static async Task<bool> TakeUploadAsync(
        PortalDbContext context, Guid upload, ImportId import, bool onlyUnused, CancellationToken cancellationToken)
    {
        var taken = await context.Uploads
            .Where(row => row.Id == upload && row.Removed == null && (!onlyUnused || row.ImportId == null))
            .ExecuteUpdateAsync(row => row.SetProperty(file => file.ImportId, import.Value), cancellationToken);
        return taken == 1;
    }

    private void Add(PortalDbContext context, ImportId import, UploadRow upload, ImportSettings settings, string key, Actor actor)
    {
        context.Imports.Add(new()
        {
            Id = import.Value,
            UploadId = upload.Id,
            FileName = upload.FileName,
            BytesTotal = upload.Size,
            Policy = settings.Policy,
            Reading = ReadingJson.Write(settings.Reading),
            State = SendingState.Accepted,
            Accepted = database.Now(),
            AcceptedBy = actor.Name,
            RequestKey = key,
        });
        audit.Add(context, actor, "import.accepted", import.ToString(), $"upload {upload.Id:D}, {settings.Policy}");
    }

    private async Task<bool> ChangeAsync(
        ImportId id, SendingState[] from, SendingState to, string action, Actor actor, CancellationToken cancellationToken)
    {
        var changed = await database.WriteAsync(
            async context =>
            {
                var rows = await context.Imports.Where(row => row.Id == id.Value && from.Contains(row.State))
                    .ExecuteUpdateAsync(row => row.SetProperty(import => import.State, to).SetProperty(import => import.Message, (string?)null), cancellationToken);
                if (rows == 1)
                    audit.Add(context, actor, action, id.ToString());
                return rows == 1;
            },
            cancellationToken);
        if (changed)
            signal.Raise();
        return changed;
    }
}
