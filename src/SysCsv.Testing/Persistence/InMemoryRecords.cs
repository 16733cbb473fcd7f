using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Testing.Persistence;

/// <summary>An import with every row of it: an accepted, rejected or failed one.</summary>
internal sealed class ImportRecord(ImportId id, DuplicatePolicy policy, DateTimeOffset firstSeen)
{
    public ImportId Id { get; } = id;

    public DuplicatePolicy Policy { get; } = policy;

    public DateTimeOffset FirstSeen { get; } = firstSeen;

    public ImportStart? Start { get; set; }

    public long? Records { get; set; }

    public DateTimeOffset? Completed { get; set; }

    public SortedDictionary<long, object> Rows { get; } = [];
}

/// <summary>A contact with every row that named it.</summary>
internal sealed class ContactRecord(long id, string normalizedEmail)
{
    public SortedDictionary<RowKey, AcceptedRow> Rows { get; } = [];

    public ContactData? LastData { get; set; }

    public DateTimeOffset? Created { get; set; }

    public DateTimeOffset Changed { get; set; }

    public Contact ToContact(Func<ImportId, DuplicatePolicy> policyOf)
    {
        var replay = Replay(policyOf);
        return new()
        {
            Id = id,
            NormalizedEmail = normalizedEmail,
            Data = replay.Data!,
            CreatedBy = Rows.Keys.First(),
            ChangedBy = replay.ChangedBy,
            Created = Created ?? Changed,
            Changed = Changed,
        };
    }

    public ContactCredit ToCredit(ImportId import, Func<ImportId, DuplicatePolicy> policyOf)
    {
        var replay = Replay(policyOf);
        var fate = replay.Credits.TryGetValue(import, out var credit)
            ? credit.Inserted > 0 ? RowFate.Inserted : credit.Updated > 0 ? RowFate.Updated : RowFate.Duplicate
            : RowFate.Unknown;
        return new(ToContact(policyOf), fate, fate is RowFate.Inserted or RowFate.Updated ? replay.Picked[import] : null);
    }

    /// <summary>Applies the rows one after the other in the order of the promise: by import, then by row number.</summary>
    public ContactReplay Replay(Func<ImportId, DuplicatePolicy> policyOf)
    {
        var replay = new ContactReplay();
        foreach (var import in Rows.Values.GroupBy(row => row.Key.Import))
        {
            var before = replay.Data;
            foreach (var row in import)
                replay.Apply(row, policyOf(import.Key));
            replay.Picked[import.Key] = replay.ChangedBy.Row;
            replay.Credits[import.Key] = (before is null ? 1 : 0, before is not null && before != replay.Data ? 1 : 0);
        }

        return replay;
    }
}

/// <summary>A contact while its rows are applied.</summary>
internal sealed class ContactReplay
{
    public ContactData? Data { get; private set; }

    public RowKey ChangedBy { get; private set; }

    public Dictionary<ImportId, (int Inserted, int Updated)> Credits { get; } = [];

    /// <summary>The row that was picked last when an import ended: its own, where it counts for something.</summary>
    public Dictionary<ImportId, long> Picked { get; } = [];

    public void Apply(AcceptedRow row, DuplicatePolicy policy)
    {
        var data = row.Data.Name is "" ? row.Data with { Name = null } : row.Data;
        if (Data is null || policy == DuplicatePolicy.KeepLast)
            (Data, ChangedBy) = (data, row.Key);
        else if (policy == DuplicatePolicy.FillBlanks)
            Fill(Data, data, row.Key);
    }

    private void Fill(ContactData old, ContactData data, RowKey key)
    {
        var filled = old with { Name = old.Name ?? data.Name, Attributes = ContactAttributes.From(old.Attributes.Concat(data.Attributes)) };
        if (filled != old)
            (Data, ChangedBy) = (filled, key);
    }
}
