using System.Globalization;
using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Contacts;

/// <summary>Changes a contact as an import of one row, so that the edit has its place in the contact's history and in the order of imports.</summary>
internal sealed class ContactEditor(IContactStore store, IContactReader reader, AuditTrail audit, TimeProvider clock)
{
    private const string FileName = "edited in the portal";

    public async Task<bool> EditAsync(long id, ContactData seen, ContactData data, Actor actor, CancellationToken cancellationToken)
    {
        if (await reader.FindContactAsync(id, cancellationToken) is not { } contact || contact.Data != seen)
            return false;

        var (email, clean) = Check(contact, data);
        if (clean == contact.Data)
            return true;

        var import = ImportId.New(clock);
        var edited = await store.ApplyIfUnchangedAsync(
            contact,
            new()
            {
                Starts = [new(import, FileName, [])],
                Accepted = [new(new(import, 1), email, clean)],
                Ends = [new(import, 1)],
                Policies = new Dictionary<ImportId, DuplicatePolicy> { [import] = DuplicatePolicy.KeepLast },
            },
            cancellationToken);
        if (edited)
            await audit.RecordAsync(actor, "contact.edited", id.ToString(CultureInfo.InvariantCulture), $"import {import}", cancellationToken);
        return edited;
    }

    private static (EmailAddress Email, ContactData Data) Check(Contact contact, ContactData data)
    {
        if (EmailAddress.Parse(data.Email, out var email) is not null || email!.Normalized != contact.NormalizedEmail)
            throw new SysCsvException("The e-mail is what a contact is known by and can't be changed. Add another contact, and erase this one.");
        if (HoldsNul(data.Name) || data.Attributes.Any(pair => HoldsNul(pair.Key) || HoldsNul(pair.Value)))
            throw new SysCsvException("The data holds a NUL character, which databases can't store in text.");

        var name = data.Name?.Trim() is { Length: > 0 } trimmed ? trimmed : null;
        return (email, data with { Email = email.Written, Name = name });
    }

    private static bool HoldsNul(string? text) => text is not null && text.Contains('\0', StringComparison.Ordinal);
}
