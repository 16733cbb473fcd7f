using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Contacts;

namespace SysCsv.Portal.Api.Models;

/// <summary>Which contacts to list, in a body: what is searched for is personal data, and addresses end up in logs.</summary>
/// <param name="Search">What the e-mail or the name begins with.</param>
/// <param name="Order">email (the default), name or created.</param>
internal sealed record ContactSearch(string? Search = null, string? Order = null, bool Descending = false, string? After = null, int Size = 50)
{
    private const int MaxSearch = 1_000;

    public ContactQuery ToQuery() => new()
    {
        Search = Search is { Length: > MaxSearch } ? throw new BadInputException("Search for at most 1,000 characters.") : Search,
        Order = Text.Parse(Order, ContactOrder.Email, "order"),
        Descending = Descending,
        After = After,
        Size = Paging.Check(Size),
    };
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
