using Microsoft.EntityFrameworkCore;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Storage;

namespace SysCsv.Portal.Queue;

/// <summary>The imports that are not at their end, without looking through all that are.</summary>
internal sealed class RunningImports(PortalDatabase database, IImportReader reader)
{
    /// <summary>How many are looked at of either table.</summary>
    public const int Most = 200;

    /// <summary>Those that wait for their turn come last, and the newest first otherwise: the oldest is sent first, however many wait behind it.
    /// Those that have just ended are among them, until they are remembered as settled.</summary>
    public async Task<IReadOnlyList<PortalImport>> ReadAsync(CancellationToken cancellationToken)
    {
        var sent = await database.ReadAsync(
            context => ImportList.WithFiles(context, UnderWayFirst(context.Imports.Where(row => !row.Settled)).Take(Most))
                .ToListAsync(cancellationToken),
            cancellationToken);
        var stored = (await reader.ListRunningImportsAsync(Most, cancellationToken)).ToDictionary(import => import.Id);
        var underWay = new List<PortalImport>();
        var waiting = new List<PortalImport>();
        foreach (var row in sent)
        {
            var id = new ImportId(row.Row.Id);
            var waits = Waits(row.Row);
            if (!stored.Remove(id, out var import) && !waits)
                import = await reader.FindImportAsync(id, cancellationToken);
            (waits ? waiting : underWay).Add(PortalImports.Merge(row, import));
        }

        await DropSettledAsync(stored, cancellationToken);

        // What is left was not uploaded here.
        underWay.AddRange(stored.Values.Select(import => PortalImports.Merge(null, import)));
        return [.. underWay.OrderByDescending(import => import.Id), .. waiting];
    }

    private static IOrderedQueryable<PortalImportRow> UnderWayFirst(IQueryable<PortalImportRow> rows) => rows
        .OrderBy(row => (row.State == SendingState.Accepted || row.State == SendingState.Paused) && row.LeaseOwner == null && row.RowsSent == 0 ? 1 : 0)
        .ThenByDescending(row => row.Id);

    // The same in memory. The store knows nothing of such an import, unless it runs there: it was sent before.
    private static bool Waits(PortalImportRow row) => row is { State: SendingState.Accepted or SendingState.Paused, LeaseOwner: null, RowsSent: 0 };

    // To the store an import runs until its end message: one whose file was lost after some rows were sent never gets any.
    private async Task DropSettledAsync(Dictionary<ImportId, Import> stored, CancellationToken cancellationToken)
    {
        if (stored.Count == 0)
            return;
        var ids = stored.Keys.Select(id => id.Value).ToArray();
        var settled = await database.ReadAsync(
            context => context.Imports.Where(row => row.Settled && ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancellationToken), cancellationToken);
        foreach (var id in settled)
            stored.Remove(new(id));
    }

    /// <summary>Remembers which imports are at their end, so that they need not be looked at again.</summary>
    public async Task SettleAsync(IEnumerable<PortalImport> imports, CancellationToken cancellationToken)
    {
        var ended = imports.Where(import => import.By is not null && import.HasEnded).Select(import => import.Id.Value).ToArray();
        if (ended.Length == 0)
            return;
        await database.WriteAsync(
            context => context.Imports.Where(row => ended.Contains(row.Id)).ExecuteUpdateAsync(row => row.SetProperty(import => import.Settled, true), cancellationToken),
            cancellationToken);
    }
}
