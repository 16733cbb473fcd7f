using Microsoft.EntityFrameworkCore;
using SysCsv.Imports;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Security;
using SysCsv.Portal.Storage;
using SysCsv.Portal.Uploads;
using SysCsv.Publishing;

namespace SysCsv.Portal.Imports;

/// <summary>
/// Sends an import once more, as the same import, whose rows were lost with a queue that was deleted. Rows that are accounted for change
/// nothing.
/// </summary>
internal sealed class SendingAgain(
    PortalDatabase database, ImportList list, StagingFolder staging, QueueLook queue, AuditTrail audit, ImportSignal signal)
{
    private const string Gone = "The file, or what its publisher remembered of it, is gone from the staging folder. Upload the file again.";

    /// <summary>The states in which nothing more is to be sent, but rows may be missing.</summary>
    internal static readonly SendingState[] AllSent = [SendingState.Sent, SendingState.CutShort];

    /// <returns>Why not, in a sentence; null if it is sent again.</returns>
    public async Task<string?> SendAsync(ImportId id, Actor actor, CancellationToken cancellationToken)
    {
        // Looked at first: what the queue does not hold any more is accounted for by now, or was lost.
        var isEmpty = await queue.IsEmptyAsync(cancellationToken);
        var import = await list.FindAsync(id, cancellationToken);
        if (import is not { LacksRows: true })
            return "Only an import that was sent to its end, and whose rows are not all accounted for, can be sent again.";
        if (!isEmpty)
            return "The queue still holds rows. Wait until they are applied; what is missing then was lost.";
        if (!import.HasFile)
            return Gone;
        try
        {
            return await BeginAsync(id, actor, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return StagingFolder.Unusable;
        }
    }

    private async Task<string?> BeginAsync(ImportId id, Actor actor, CancellationToken cancellationToken)
    {
        var upload = await database.ReadAsync(
            context => context.Imports.Where(row => row.Id == id.Value).Select(row => row.UploadId).FirstAsync(cancellationToken), cancellationToken);
        if (!File.Exists(staging.FileOf(upload)))
            return Gone;

        // From here on no publisher takes the file, until the import is to be sent. The checkpoint still tells how the file was read, and
        // how many rows an end has to cover whenever somebody cancels.
        using (var checkpoints = CheckpointFile.Open(staging.CheckpointOf(id.Value)))
        {
            if (checkpoints.Load() is not { } checkpoint)
                return Gone;
            checkpoints.Save(checkpoint.WithNothingConfirmed());
            if (!await ChangeAsync(id, upload, actor, cancellationToken))
                return "It is sent again already, all its rows are accounted for by now, or its file was removed.";
        }

        signal.Raise();
        return null;
    }

    // The file becomes this import's again, so that it is kept until that has ended.
    private Task<bool> ChangeAsync(ImportId id, Guid upload, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(
        async context =>
        {
            var rows = await context.Imports.Where(row => row.Id == id.Value && AllSent.Contains(row.State) && !row.Settled
                && context.Uploads.Any(file => file.Id == upload && file.Removed == null)).ExecuteUpdateAsync(
                row => row.SetProperty(import => import.State, SendingState.Accepted)
                    .SetProperty(import => import.RowsSent, 0)
                    .SetProperty(import => import.BytesSent, 0)
                    .SetProperty(import => import.Ended, (DateTime?)null)
                    .SetProperty(import => import.Message, (string?)null),
                cancellationToken);
            if (rows == 0 || !await AcceptedImports.TakeUploadAsync(context, upload, id, onlyUnused: false, cancellationToken))
                return false;
            audit.Add(context, actor, "import.sent-again", id.ToString());
            return true;
        },
        cancellationToken);
}
