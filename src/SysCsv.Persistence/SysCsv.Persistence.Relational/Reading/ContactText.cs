using SysCsv.Contacts;

namespace SysCsv.Persistence.Relational.Reading;

/// <summary>
/// Text that a contact may hold anywhere: literally, ignoring case, in the composed form of its letters. Compared here and not by the
/// database, of which each has rules of its own for case, wildcards and the text of JSON.
/// </summary>
internal sealed class ContactText
{
    private readonly string _text;
    private readonly string? _column;

    public ContactText(string text, string? column)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        _text = ComposedText.Of(text);
        _column = string.IsNullOrEmpty(column) ? null : column;
    }

    public bool IsIn(HeldText contact) =>
        (_column is null && (IsIn(contact.NormalizedEmail) || IsIn(contact.Email) || (contact.Name is not null && IsIn(contact.Name))))
        || IsInAttributes(contact.Attributes);

    private bool IsIn(string value) => Holds(value) || (ComposedText.IsDecomposed(value) && Holds(ComposedText.Of(value)));

    // Most hold it nowhere, which shows without reading the JSON, where the JSON writes its values as they are.
    private bool IsInAttributes(string json)
    {
        if (!Holds(json) && !json.Contains('\\', StringComparison.Ordinal) && !ComposedText.IsDecomposed(json))
            return false;
        foreach (var (label, value) in ContactAttributes.FromJson(json))
            if ((_column is null || string.Equals(label, _column, StringComparison.OrdinalIgnoreCase)) && IsIn(value))
                return true;
        return false;
    }

    private bool Holds(string value) => value.Contains(_text, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What of a contact is looked at.</summary>
internal sealed record HeldText(long Id, string NormalizedEmail, string Email, string? Name, string Attributes)
{
    public int Length => NormalizedEmail.Length + Email.Length + (Name?.Length ?? 0) + Attributes.Length;
}
