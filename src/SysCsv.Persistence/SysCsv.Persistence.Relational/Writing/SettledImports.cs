using SysCsv.Imports;
using SysCsv.Persistence.Relational.Merging;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Writing;

/// <summary>Which imports can bring no more rows, as far as one transaction knows. What it takes for unsettled may be settled; that is safe.</summary>
internal sealed class SettledImports
{
    private readonly Dictionary<ImportId, DuplicatePolicy> _policies;

    private SettledImports(ImportId? horizon, Dictionary<ImportId, DuplicatePolicy> policies)
    {
        Horizon = horizon;
        _policies = policies;
    }

    /// <summary>The first import that can bring more rows; null if there is none.</summary>
    public ImportId? Horizon { get; }

    public static SettledImports From(RunningImports running, IReadOnlyDictionary<ImportId, DuplicatePolicy> batch)
    {
        var horizon = running.First;
        var policies = new Dictionary<ImportId, DuplicatePolicy>(running.Policies);
        foreach (var (import, policy) in batch)
        {
            // One that is not in the table yet begins with this batch.
            if (!policies.ContainsKey(import) && (horizon is null || import < horizon))
                horizon = import;
            policies[import] = policy;
        }

        return new(horizon, policies);
    }

    /// <summary>Up to where the layers of a contact fold when an import touches it.</summary>
    public ImportId Limit(ImportId touching) => Horizon is { } horizon && horizon < touching ? horizon : touching;

    public ContactStack ReadStack(ContactRow row, ImportId limit)
    {
        var current = row.ToState();
        if (row.Layers is not null)
            return LayersJson.Read(row.Layers, current, row.CreatedBy());

        // An import that is not in the table was removed by hand: nothing more comes of it.
        var import = current.ChangedBy.Import;
        return import >= limit && _policies.TryGetValue(import, out var policy)
            ? new(null, [ImportLayer.Of(current.ChangedBy, policy, current.Data)], row.CreatedBy())
            : new(current, [], row.CreatedBy());
    }
}
