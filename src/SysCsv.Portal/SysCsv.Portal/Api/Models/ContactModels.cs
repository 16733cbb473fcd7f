using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Contacts;

namespace SysCsv.Portal.Api.Models;

/// <summary>Which contacts to list, in a body: what is searched for is personal data, and addresses end up in logs.</summary>
/// <param name="Search">What the e-mail or the name begins with, or what stands anywhere.</param>
/// <param name="Order">email (the default), name or created. None for what stands anywhere: that is listed newest first.</param>
/// <param name="Match">beginning (the default), which an index finds, or anywhere, for which all contacts are looked through.</param>
/// <param name="Column">With anywhere: the label of the only column to look into. All columns, the e-mail and the name if it is left out.</param>
internal sealed record ContactSearch(
    string? Search = null, string? Order = null, bool Descending = false, string? After = null, int Size = 50, string? Match = null, string? Column = null)
{
    private const int MaxSearch = 1_000;

    private string? Checked => Search is { Length: > MaxSearch } ? throw new BadInputException("Search for at most 1,000 characters.") : Search;

    public bool IsAnywhere() => Text.Parse(Match, ContactMatch.Beginning, "match") == ContactMatch.Anywhere;

    public ContactQuery ToQuery() => string.IsNullOrEmpty(Column)
        ? new()
        {
            Search = Checked,
            Order = Text.Parse(Order, ContactOrder.Email, "order"),
            Descending = Descending,
            After = After,
            Size = Paging.Check(Size),
        }
        : throw new BadInputException("One column is looked into with match=anywhere only.");

    public ContactScan ToScan()
    {
        if (string.IsNullOrEmpty(Checked))
            throw new BadInputException("Say in search what stands anywhere.");
        if (!string.IsNullOrEmpty(Order) || Descending)
            throw new BadInputException("What stands anywhere is listed newest first, in no other order.");
        return new() { Text = Search!, Column = Column, After = After, Size = Paging.Check(Size) };
    }
}

/// <summary>A part of the list of contacts.</summary>
/// <param name="Items">May be fewer than asked for, or none, though the list goes on: what stands anywhere is looked for in bounded steps.</param>
/// <param name="Next">What to pass as <c>after</c> for the next part; null at the end.</param>
/// <param name="Examined">How many contacts were looked through since the first part; null where an index finds them.</param>
internal sealed record ContactPageModel(IReadOnlyList<ContactModel> Items, string? Next, long? Examined)
{
    public static ContactPageModel Of(Page<Contact> page) => new([.. page.Items.Select(ContactModel.Of)], page.Next, null);

    public static ContactPageModel Of(ScanStep<Contact> step) => new([.. step.Items.Select(ContactModel.Of)], step.Next, step.Examined);
}

/// <summary>New data of a contact.</summary>
internal sealed record ContactRequest(string Email, string? Name = null, Dictionary<string, string>? Attributes = null)
{
    public ContactData ToData() => EmailAddress.Parse(Email, out _) is { } fault
        ? throw new BadInputException($"The e-mail is no valid address ({fault}).")
        : new(Email.Trim(), string.IsNullOrWhiteSpace(Name) ? null : Name.Trim(), ContactAttributes.From(Attributes ?? []));
}

/// <summary>A contact.</summary>
internal sealed record ContactModel(
    long Id, string Email, string NormalizedEmail, string? Name, IReadOnlyDictionary<string, string> Attributes,
    DateTimeOffset Created, DateTimeOffset Changed, SourceModel CreatedBy, SourceModel ChangedBy)
{
    public static ContactModel Of(Contact contact) => Of(contact, null, null);

    public static ContactModel Of(ContactDetails details) => Of(details.Contact, details.CreatedBy, details.ChangedBy);

    private static ContactModel Of(Contact contact, Import? createdBy, Import? changedBy) => new(
        contact.Id, contact.Data.Email, contact.NormalizedEmail, contact.Data.Name, new Dictionary<string, string>(contact.Data.Attributes),
        contact.Created.ToUniversalTime(), contact.Changed.ToUniversalTime(), SourceModel.Of(contact.CreatedBy, createdBy), SourceModel.Of(contact.ChangedBy, changedBy));
}

/// <summary>The row that something came from.</summary>
internal sealed record SourceModel(Guid Import, long Row, string? FileName)
{
    public static SourceModel Of(RowKey key, Import? import) => new(key.Import.Value, key.Row, import?.FileName);
}

/// <summary>What an erasure reached.</summary>
/// <param name="Blocked">Imports under way whose file holds the e-mail: nothing was erased.</param>
internal sealed record ErasureModel(bool Erased, int RejectedRows, int FailedRows, int DeadLetters, int Files, IReadOnlyList<Guid> Blocked)
{
    public static ErasureModel Of(ErasureResult result) => new(
        result.Erased, result.RejectedRows, result.FailedRows, result.DeadLetters, result.Files, [.. result.Blocked.Select(import => import.Value)]);
}
