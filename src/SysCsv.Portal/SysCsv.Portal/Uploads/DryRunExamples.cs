using SysCsv.Contacts;
using SysCsv.Persistence;

namespace SysCsv.Portal.Uploads;

/// <summary>Picks a few of the contacts that would be new, of those that would change, and of the duplicates, with constant memory.</summary>
internal sealed class DryRunExamples(IContactReader reader)
{
    /// <summary>How many of a kind are shown.</summary>
    public const int Most = 20;

    private readonly List<string> _new = [];
    private readonly Dictionary<string, ContactData> _changed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ContactData> _same = new(StringComparer.Ordinal);
    private readonly List<DuplicateExample> _repeated = [];
    private IReadOnlyList<Contact> _brought = [];

    /// <summary>Looks at a batch before it is applied.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="brought">The contacts that the database held and no earlier row named.</param>
    /// <param name="earlier">The e-mails of the batch that earlier rows named.</param>
    public void Before(RowBatch batch, IReadOnlyList<Contact> brought, IReadOnlySet<string> earlier)
    {
        _brought = brought;
        if (_new.Count >= Most && _repeated.Count >= Most)
            return;

        var stored = brought.Select(contact => contact.NormalizedEmail).ToHashSet(StringComparer.Ordinal);
        var named = earlier.ToHashSet(StringComparer.Ordinal);
        foreach (var row in batch.Accepted)
        {
            var email = row.Email.Normalized;
            if (!named.Add(email))
                AddRepeated(row);
            else if (_new.Count < Most && !stored.Contains(email))
                _new.Add(email);
        }
    }

    /// <summary>Looks at what the batch changed.</summary>
    public async Task AfterAsync(CancellationToken cancellationToken)
    {
        if ((_changed.Count >= Most && _same.Count >= Most) || _brought.Count == 0)
            return;

        var after = await FindAsync([.. _brought.Select(contact => contact.NormalizedEmail)], cancellationToken);
        foreach (var contact in _brought.Where(contact => after[contact.NormalizedEmail] != contact.Data).Take(Most - _changed.Count))
            _changed[contact.NormalizedEmail] = contact.Data;
        foreach (var contact in _brought.Where(contact => after[contact.NormalizedEmail] == contact.Data).Take(Most - _same.Count))
            _same[contact.NormalizedEmail] = contact.Data;
    }

    public async Task<IReadOnlyList<ContactData>> NewAsync(CancellationToken cancellationToken)
    {
        var found = await FindAsync(_new, cancellationToken);
        return [.. _new.Select(email => found[email])];
    }

    /// <summary>As they are at the end: later rows may have changed them again, or back.</summary>
    public async Task<IReadOnlyList<ContactChange>> ChangesAsync(CancellationToken cancellationToken)
    {
        var found = await FindAsync([.. _changed.Keys], cancellationToken);
        return [.. _changed.Where(pair => found[pair.Key] != pair.Value).Select(pair => new ContactChange(pair.Value, found[pair.Key]))];
    }

    /// <summary>Rows that repeat an e-mail of the file, and contacts that no row changed up to the end.</summary>
    public async Task<IReadOnlyList<DuplicateExample>> DuplicatesAsync(CancellationToken cancellationToken)
    {
        var found = await FindAsync([.. _same.Keys], cancellationToken);
        return
        [
            .. _repeated
                .Concat(_same.Where(pair => found[pair.Key] == pair.Value).Select(pair => new DuplicateExample(pair.Value.Email, Row: null)))
                .Take(Most),
        ];
    }

    private void AddRepeated(AcceptedRow row)
    {
        if (_repeated.Count < Most)
            _repeated.Add(new(row.Data.Email, row.Key.Row));
    }

    private async Task<Dictionary<string, ContactData>> FindAsync(List<string> emails, CancellationToken cancellationToken) =>
        (await reader.FindContactsAsync(emails, cancellationToken)).ToDictionary(contact => contact.NormalizedEmail, contact => contact.Data, StringComparer.Ordinal);
}
