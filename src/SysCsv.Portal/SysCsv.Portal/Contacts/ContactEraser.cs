using System.Globalization;
using SysCsv.Contacts;
using SysCsv.Persistence;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Contacts;

/// <summary>Removes a person from everything that the system keeps.</summary>
internal sealed class ContactEraser(IContactStore store, IContactReader reader, HeldFiles files, HeldDeadLetters deadLetters, AuditTrail audit)
{
    public async Task<ErasureResult> EraseAsync(long id, Actor actor, CancellationToken cancellationToken)
    {
        if (await reader.FindContactAsync(id, cancellationToken) is not { } contact)
            return new(false, 0, 0, 0, 0, []);
        if (EmailAddress.Parse(contact.Data.Email, out var email) is not null && EmailAddress.Parse(contact.NormalizedEmail, out email) is not null)
            throw new SysCsvException("The contact has no valid e-mail to look for.");

        var held = await files.FindAsync(email!, cancellationToken);
        var blocked = held.SelectMany(file => file.Running).Distinct().Order().ToList();
        if (blocked.Count > 0)
            return new(false, 0, 0, 0, 0, blocked);

        var subject = id.ToString(CultureInfo.InvariantCulture);
        await audit.RecordAsync(actor, "contact.erasing", subject, null, cancellationToken);

        // The contact comes last: what broke off before can be asked for again.
        var removed = 0;
        foreach (var file in held)
            removed += await files.RemoveAsync(file.Upload, cancellationToken) ? 1 : 0;
        var discarded = await deadLetters.DiscardAsync(email!, cancellationToken);
        var erasure = await store.EraseAsync(email!, cancellationToken);
        var result = new ErasureResult(true, erasure.RejectedRows, erasure.FailedRows, discarded, removed, []);
        await audit.RecordAsync(actor, "contact.erased", subject, Details(result), cancellationToken);
        return result;
    }

    private static string Details(ErasureResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.RejectedRows} rejected rows, {result.FailedRows} failed rows, {result.DeadLetters} dead letters, {result.Files} files");
}
