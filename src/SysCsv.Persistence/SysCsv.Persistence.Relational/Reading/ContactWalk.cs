using Microsoft.EntityFrameworkCore;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Reading;

/// <summary>A walk through the contacts by the primary key, newest first, that notes those which hold a text.</summary>
internal sealed class ContactWalk
{
    // What is read in vain where a page is full early.
    private const int Chunk = 1_000;

    // A step through contacts with many long columns ends earlier, so that it takes no longer.
    private const int MaxCharacters = 4_000_000;

    private readonly IQueryable<ContactRow> _contacts;
    private readonly ContactText _text;
    private readonly string _list;
    private readonly List<string> _found = [];
    private readonly long _before;
    private long _last;
    private long _characters;
    private bool _isAtEnd;

    private ContactWalk(IQueryable<ContactRow> contacts, ContactText text, string list, long last, long before)
    {
        _contacts = contacts;
        _text = text;
        _list = list;
        (_last, _before) = (last, before);
        Examined = before;
    }

    /// <summary>The normalised e-mails of those found in this step.</summary>
    public IReadOnlyCollection<string> Found => _found;

    /// <summary>How many were looked at, in the steps before, too.</summary>
    public long Examined { get; private set; }

    public string? Next => _isAtEnd ? null : Cursor.Of(_list, _last, Examined);

    /// <exception cref="ArgumentException">The cursor does not belong to a walk for this text and column.</exception>
    public static ContactWalk From(IQueryable<ContactRow> contacts, ContactText text, ContactScan scan)
    {
        var list = Cursor.TagOf("s", scan.Text, scan.Column);
        if (scan.After is null)
            return new(contacts, text, list, long.MaxValue, 0);
        var numbers = Cursor.ReadNumbers(list, scan.After, 2);
        return new(contacts, text, list, numbers[0], numbers[1]);
    }

    /// <summary>Goes on until so many are found, so many looked at, or there is none left.</summary>
    public async Task GoAsync(int size, int examine, CancellationToken cancellationToken)
    {
        while (!_isAtEnd && _found.Count < size && Examined - _before < examine && _characters < MaxCharacters)
            await ReadAsync(size, (int)Math.Min(Chunk, examine - (Examined - _before)), cancellationToken);
        if (!_isAtEnd)
            _isAtEnd = !await Behind(_last).AnyAsync(cancellationToken);
    }

    private async Task ReadAsync(int size, int chunk, CancellationToken cancellationToken)
    {
        var read = 0;
        var rows = Behind(_last).OrderByDescending(row => row.Id).Take(chunk)
            .Select(row => new HeldText(row.Id, row.NormalizedEmail, row.Email, row.Name, row.Attributes));
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            read++;
            Examined++;
            _last = row.Id;
            _characters += row.Length;
            if (_text.IsIn(row))
                _found.Add(row.NormalizedEmail);
            if (_found.Count == size || _characters >= MaxCharacters)
                return;
        }

        _isAtEnd = read < chunk;
    }

    private IQueryable<ContactRow> Behind(long last) => _contacts.Where(row => row.Id < last);
}
