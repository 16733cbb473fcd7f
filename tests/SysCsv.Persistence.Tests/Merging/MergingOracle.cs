using SysCsv.Contacts;
using SysCsv.Imports;

namespace SysCsv.Persistence.Tests.Merging;

/// <summary>What a contact is by definition: its rows one after the other, by import and row number.</summary>
internal static class MergingOracle
{
    public static (ContactData Data, RowKey ChangedBy, RowKey CreatedBy, Dictionary<ImportId, (int Inserted, int Updated)> Credits) Replay(
        IEnumerable<MergingRow> rows, IReadOnlyDictionary<ImportId, DuplicatePolicy> policies)
    {
        ContactData? data = null;
        RowKey changedBy = default;
        var sorted = rows.OrderBy(row => row.Key).ToList();
        var credits = new Dictionary<ImportId, (int, int)>();
        foreach (var import in sorted.GroupBy(row => row.Key.Import))
        {
            var before = data;
            foreach (var row in import)
            {
                var next = Apply(data, row.Data, policies[import.Key]);
                if (next != data || policies[import.Key] == DuplicatePolicy.KeepLast)
                    changedBy = row.Key;
                data = next;
            }

            credits[import.Key] = (before is null ? 1 : 0, before is not null && before != data ? 1 : 0);
        }

        return (data!, changedBy, sorted[0].Key, credits);
    }

    private static ContactData Apply(ContactData? old, ContactData data, DuplicatePolicy policy) => (old, policy) switch
    {
        (null, _) or (_, DuplicatePolicy.KeepLast) => data,
        (_, DuplicatePolicy.KeepFirst) => old,
        _ => old with { Name = old.Name ?? data.Name, Attributes = ContactAttributes.From(old.Attributes.Concat(data.Attributes)) },
    };
}

/// <summary>A row of the one contact that a test is about.</summary>
internal sealed record MergingRow(RowKey Key, ContactData Data);
