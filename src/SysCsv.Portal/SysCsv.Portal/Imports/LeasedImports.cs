using Microsoft.EntityFrameworkCore;
using SysCsv.Portal.Storage;

namespace SysCsv.Portal.Imports;

/// <summary>
/// Which publisher sends which import. A lease ends by itself, so that a host that died loses its imports; each change names the owner
/// at the moment it is written, so that a host that was believed dead changes nothing any more.
/// </summary>
internal sealed class LeasedImports(PortalDatabase database, PortalTiming timing)
{
    private static readonly SendingState[] ToSend = [SendingState.Accepted, SendingState.Cancelling];
    private static readonly SendingState[] ToEnd = [SendingState.Cancelling];

    /// <summary>Leases the oldest import that nobody sends; null if there is none.</summary>
    /// <param name="owner">Who takes it.</param>
    /// <param name="onlyToEnd">Whether to take only one that is to end with what was sent.</param>
    public Task<PortalImportRow?> TakeAsync(string owner, bool onlyToEnd, CancellationToken cancellationToken) => database.WriteAsync(
        async context =>
        {
            while (true)
            {
                var now = database.Now();
                var free = Free(context, onlyToEnd, now);
                var oldest = await free.AsNoTracking().OrderBy(row => row.Id).FirstOrDefaultAsync(cancellationToken);
                if (oldest is null)
                    return null;

                var until = now + timing.Lease;
                var taken = await free.Where(row => row.Id == oldest.Id).ExecuteUpdateAsync(
                    row => row.SetProperty(import => import.LeaseOwner, owner).SetProperty(import => import.LeaseUntil, until), cancellationToken);
                if (taken == 1)
                    return await context.Imports.AsNoTracking().FirstAsync(row => row.Id == oldest.Id, cancellationToken);
            }
        },
        cancellationToken);

    /// <summary>Whether there is an import that nobody sends. Costs no write.</summary>
    public Task<bool> AnyAsync(bool onlyToEnd, CancellationToken cancellationToken) =>
        database.ReadAsync(context => Free(context, onlyToEnd, database.Now()).AnyAsync(cancellationToken), cancellationToken);

    /// <summary>Gives a sign of life, and tells how far sending is.</summary>
    /// <returns>What the import is to be now; null if it is another's.</returns>
    public Task<SendingState?> RenewAsync(Guid id, string owner, SendProgress progress, CancellationToken cancellationToken) => database.WriteAsync<SendingState?>(
        async context =>
        {
            var (rows, bytes, message) = progress.Read();
            var readAs = progress.ReadAs;
            var until = database.Now() + timing.Lease;
            var renewed = await context.Imports.Where(row => row.Id == id && row.LeaseOwner == owner).ExecuteUpdateAsync(
                row => row.SetProperty(import => import.LeaseUntil, until)
                    .SetProperty(import => import.RowsSent, import => import.RowsSent > rows ? import.RowsSent : rows)
                    .SetProperty(import => import.BytesSent, import => import.BytesSent > bytes ? import.BytesSent : bytes)
                    .SetProperty(import => import.ReadAs, import => import.ReadAs ?? readAs)
                    .SetProperty(import => import.Message, message),
                cancellationToken);
            return renewed == 1
                ? await context.Imports.Where(row => row.Id == id).Select(row => row.State).FirstAsync(cancellationToken)
                : null;
        },
        cancellationToken);

    /// <summary>Remembers that nothing more is to be sent.</summary>
    /// <returns>Whether the import was still the owner's.</returns>
    public Task<bool> EndAsync(
        Guid id, string owner, SendProgress progress, SendingState state, long records, string? message, CancellationToken cancellationToken) => database.WriteAsync(
        async context =>
        {
            var whole = state == SendingState.Sent;
            var readAs = progress.ReadAs;
            var now = database.Now();
            var ended = await context.Imports.Where(row => row.Id == id && row.LeaseOwner == owner).ExecuteUpdateAsync(
                row => row.SetProperty(import => import.State, state)
                    .SetProperty(import => import.Records, records)
                    .SetProperty(import => import.RowsSent, records)
                    .SetProperty(import => import.BytesSent, import => whole ? import.BytesTotal : import.BytesSent)
                    .SetProperty(import => import.ReadAs, import => import.ReadAs ?? readAs)
                    .SetProperty(import => import.Message, message)
                    .SetProperty(import => import.Ended, now)
                    .SetProperty(import => import.Settled, state == SendingState.Refused)
                    .SetProperty(import => import.LeaseOwner, (string?)null)
                    .SetProperty(import => import.LeaseUntil, (DateTime?)null),
                cancellationToken);
            return ended == 1;
        },
        cancellationToken);

    /// <summary>Gives the import back, to be taken at once or after a pause.</summary>
    public Task<bool> ReleaseAsync(
        Guid id, string owner, SendProgress progress, string? message, TimeSpan pause, CancellationToken cancellationToken) => database.WriteAsync(
        async context =>
        {
            var (rows, bytes, _) = progress.Read();
            var readAs = progress.ReadAs;
            DateTime? until = pause > TimeSpan.Zero ? database.Now() + pause : null;
            var released = await context.Imports.Where(row => row.Id == id && row.LeaseOwner == owner).ExecuteUpdateAsync(
                row => row.SetProperty(import => import.LeaseOwner, (string?)null)
                    .SetProperty(import => import.LeaseUntil, until)
                    .SetProperty(import => import.RowsSent, import => import.RowsSent > rows ? import.RowsSent : rows)
                    .SetProperty(import => import.BytesSent, import => import.BytesSent > bytes ? import.BytesSent : bytes)
                    .SetProperty(import => import.ReadAs, import => import.ReadAs ?? readAs)
                    .SetProperty(import => import.Message, message),
                cancellationToken);
            return released == 1;
        },
        cancellationToken);

    private static IQueryable<PortalImportRow> Free(PortalDbContext context, bool onlyToEnd, DateTime now)
    {
        var states = onlyToEnd ? ToEnd : ToSend;
        return context.Imports.Where(row => states.Contains(row.State) && (row.LeaseUntil == null || row.LeaseUntil < now));
    }
}
