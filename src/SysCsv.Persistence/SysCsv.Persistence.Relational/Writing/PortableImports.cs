using Microsoft.EntityFrameworkCore;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Writing;

/// <summary>The rows of imports in the portable dialect.</summary>
internal static class PortableImports
{
    /// <summary>Adds the change to the import's row, tracked for the caller to save; true if it completes the import.</summary>
    public static async Task<bool> SaveAsync(SysCsvDbContext context, ImportChange change, DateTime now, CancellationToken cancellationToken)
    {
        var rows = context.Set<ImportRow>().Where(row => row.Id == change.Id.Value);
        await rows.ExecuteUpdateAsync(row => row.SetProperty(import => import.State, import => import.State), cancellationToken);
        var import = await rows.FirstOrDefaultAsync(cancellationToken);
        if (import is null)
        {
            // A change without a policy only moves counts of an import that is in the table.
            if (change.Policy is not { } policy)
                return false;
            import = new() { Id = change.Id.Value, Policy = policy, FirstSeen = now };
            context.Add(import);
        }

        Add(import, change);
        if (import.State == ImportState.Completed || import.Records != Total(import))
            return false;
        (import.State, import.Completed) = (ImportState.Completed, now);
        return true;
    }

    private static void Add(ImportRow import, ImportChange change)
    {
        import.FileName ??= change.FileName;
        import.Columns ??= change.Columns;
        import.Records ??= change.Records;
        import.Inserted += change.Counts.Inserted;
        import.Updated += change.Counts.Updated;
        import.Duplicate += change.Counts.Duplicate;
        import.Rejected += change.Counts.Rejected;
        import.Failed += change.Counts.Failed;
    }

    private static long Total(ImportRow import) => import.Inserted + import.Updated + import.Duplicate + import.Rejected + import.Failed;
}
