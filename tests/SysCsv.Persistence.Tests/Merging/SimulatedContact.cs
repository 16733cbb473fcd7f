using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Merging;
using SysCsv.Persistence.Relational.Model;
using SysCsv.Persistence.Relational.Writing;

namespace SysCsv.Persistence.Tests.Merging;

/// <summary>Does with one contact what the store does, without a database: ledger, grouping, merging, folding of what is settled.</summary>
internal sealed class SimulatedContact(IReadOnlyDictionary<ImportId, DuplicatePolicy> policies, Func<ImportId, int> rowsOf)
{
    private const string Email = "a@x.org";
    private static readonly EmailAddress Address = Parse();
    private readonly HashSet<RowKey> _ledger = [];

    public SimulatedContact(Workload workload)
        : this(workload.Policies, import => workload.Rows.Count(row => row.Key.Import == import))
    {
    }

    public ContactRow? Row { get; private set; }

    public CountDeltas Counts { get; } = new();

    public void Apply(MergingRow[] batch)
    {
        var rows = batch.Where(row => _ledger.Add(row.Key)).Select(row => new AcceptedRow(row.Key, Address, row.Data)).ToList();
        if (rows.Count == 0)
            return;

        // What this batch completes counts as settled only for the next.
        var running = policies.Keys.Where(import => _ledger.Except(rows.Select(row => row.Key)).Count(key => key.Import == import) < rowsOf(import)).Order().ToList();
        var settled = SettledImports.From(running.Count == 0 ? null : running[0], policies, policies);
        foreach (var row in rows)
            Counts.AddAccepted(row.Key.Import, 1);
        var contact = Assert.Single(TouchedContact.Group(rows, policies));
        if (Row is null)
            Insert(contact);
        else
            Merge(contact, settled);
    }

    private static EmailAddress Parse()
    {
        Assert.Null(EmailAddress.Parse(Email, out var address));
        return address!;
    }

    private void Insert(TouchedContact contact)
    {
        Counts.Move(null, contact.Alone);
        Row = ContactMapping.NewRow(Email, contact.Alone, DateTime.UnixEpoch);
    }

    private void Merge(TouchedContact contact, SettledImports settled)
    {
        var limit = settled.Limit(contact.FirstImport);
        var before = settled.ReadStack(Row!, limit);
        var after = contact.AddTo(before);
        if (ReferenceEquals(before, after))
            return;

        Counts.Move(before, after);
        Row!.Update(after.Settle(limit, settled.Horizon), DateTime.UnixEpoch);
    }
}
