using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SysCsv.Portal.Diagnostics;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Storage;

namespace SysCsv.Portal.Uploads;

/// <summary>Removes what a crash left in the staging folder, and files that were kept long enough.</summary>
internal sealed class StagingSweeper(
    IServiceProvider services, StagingFolder staging, IOptions<PortalOptions> options, PortalTiming timing, TimeProvider clock, ILogger<StagingSweeper> logger)
    : BackgroundService
{
    // A file that waits for its user's decision is not old yet.
    private static readonly TimeSpan Undecided = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // What is left over stays until the next time; the host stays up.
                logger.SweepFailed(exception);
            }

            await Task.Delay(timing.Sweep, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sweeps once.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<PortalDatabase>();
        var removed = await RemoveLeftoversAsync(database, cancellationToken);
        foreach (var upload in await OldAsync(database, cancellationToken))
            if (await HasEndedAsync(upload, cancellationToken) && await RemoveAsync(database, upload, cancellationToken))
                removed++;
        if (removed > 0)
            logger.StagingSwept(removed);
    }

    private async Task<int> RemoveLeftoversAsync(PortalDatabase database, CancellationToken cancellationToken)
    {
        var removed = 0;
        var before = (clock.GetUtcNow() - timing.Leftover).UtcDateTime;
        foreach (var folder in staging.DryRunsBefore(before).ToList())
            Directory.Delete(folder, recursive: true);
        foreach (var (path, upload) in staging.FilesBefore(before).ToList())
        {
            if (upload is { } id && await database.ReadAsync(
                context => context.Uploads.AnyAsync(row => row.Id == id && row.Removed == null, cancellationToken), cancellationToken))
                continue;
            File.Delete(path);
            removed++;
        }

        await RemoveCheckpointsAsync(database, before, cancellationToken);
        return removed;
    }

    // A checkpoint and its lock stay as long as somebody may send from it: until the import is settled.
    private async Task RemoveCheckpointsAsync(PortalDatabase database, DateTime before, CancellationToken cancellationToken)
    {
        foreach (var (path, import) in staging.CheckpointsBefore(before).ToList())
            if (!await database.ReadAsync(context => context.Imports.AnyAsync(row => row.Id == import && !row.Settled, cancellationToken), cancellationToken))
                File.Delete(path);
    }

    private Task<List<UploadRow>> OldAsync(PortalDatabase database, CancellationToken cancellationToken)
    {
        var kept = database.Now() - options.Value.KeepFiles;
        var undecided = database.Now() - (options.Value.KeepFiles > Undecided ? options.Value.KeepFiles : Undecided);
        return database.ReadAsync(
            context => context.Uploads.AsNoTracking()
                .Where(row => row.Removed == null && (row.ImportId == null ? row.Uploaded < undecided : row.Uploaded < kept))
                .ToListAsync(cancellationToken),
            cancellationToken);
    }

    private async Task<bool> HasEndedAsync(UploadRow upload, CancellationToken cancellationToken)
    {
        if (upload.ImportId is not { } id)
            return true;

        var import = await services.GetRequiredService<ImportList>().FindAsync(new(id), cancellationToken);

        // One that is sent again may be complete before all of it was sent.
        return import is not null && import.HasEnded && import.Ended is { } ended && ended <= clock.GetUtcNow() - options.Value.KeepFiles;
    }

    // The newest import stands in the condition: a file that was taken again meanwhile stays.
    private async Task<bool> RemoveAsync(PortalDatabase database, UploadRow upload, CancellationToken cancellationToken)
    {
        var removed = await database.WriteAsync(
            async context =>
            {
                var now = database.Now();
                return await context.Uploads.Where(row => row.Id == upload.Id && row.Removed == null && row.ImportId == upload.ImportId)
                    .ExecuteUpdateAsync(row => row.SetProperty(file => file.Removed, now), cancellationToken);
            },
            cancellationToken);
        if (removed == 0)
            return false;
        File.Delete(staging.FileOf(upload.Id));
        return true;
    }
}
