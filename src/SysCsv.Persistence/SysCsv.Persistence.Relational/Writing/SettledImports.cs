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

    /// <param name="firstRunning">The first import of the table that is not completed.</param>
    /// <param name="known">Policies of imports that are in the table.</param>
    /// <param name="batch">The imports of the batch, in the table or not.</param>
    public static SettledImports From(
        ImportId? firstRunning, IReadOnlyDictionary<ImportId, DuplicatePolicy> known, IReadOnlyDictionary<ImportId, DuplicatePolicy> batch)
    {
        var horizon = firstRunning;
        var policies = new Dictionary<ImportId, DuplicatePolicy>(known);
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

    /// <summary>Whether the contact is one layer of an import whose policy is not known.</summary>
    public bool LacksPolicy(ContactRow row, ImportId limit)
    {
        var import = new ImportId(row.ChangedImport);
        return row.Layers is null && import >= limit && !_policies.ContainsKey(import);
    }

    public void AddPolicies(IReadOnlyDictionary<ImportId, DuplicatePolicy> policies)
    {
        foreach (var (import, policy) in policies)
            _policies.TryAdd(import, policy);
    }

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
