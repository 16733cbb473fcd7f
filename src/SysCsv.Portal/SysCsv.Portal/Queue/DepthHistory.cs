using Microsoft.EntityFrameworkCore;
using SysCsv.Portal.Storage;

namespace SysCsv.Portal.Queue;

/// <summary>The samples of the past, few enough to draw.</summary>
internal sealed class DepthHistory(PortalDatabase database)
{
    private const int MostPoints = 300;

    public async Task<IReadOnlyList<QueuePoint>> ReadAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var from = since.ToUnixTimeSeconds();
        var rows = await database.ReadAsync(
            context => context.Depth.AsNoTracking().Where(row => row.Bucket >= from).OrderBy(row => row.Bucket).ToListAsync(cancellationToken), cancellationToken);
        if (rows.Count <= MostPoints)
            return rows.ConvertAll(row => Average([row]));

        // Stretches of one length, so that a gap stays a gap.
        var step = ((rows[^1].Bucket - rows[0].Bucket) / MostPoints) + 1;
        return [.. rows.GroupBy(row => (row.Bucket - rows[0].Bucket) / step).Select(group => Average([.. group]))];
    }

    private static QueuePoint Average(DepthRow[] rows) => new(
        DateTimeOffset.FromUnixTimeSeconds(rows[0].Bucket),
        (long)Math.Round(rows.Average(row => row.Ready)),
        (long)Math.Round(rows.Average(row => row.InFlight)),
        (long)Math.Round(rows.Average(row => row.DeadLettered)),
        rows.Average(row => row.RowsIn),
        rows.Average(row => row.RowsOut));
}
