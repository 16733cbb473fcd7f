using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Contacts;

/// <summary>The contacts as pages and the REST API use them.</summary>
internal sealed class ContactService(IContactReader contacts, IImportReader imports, ContactEditor editor, ContactEraser eraser, ContactExport export) : IContacts
{
    public Task<Page<Contact>> SearchAsync(ContactQuery query, CancellationToken cancellationToken) => contacts.SearchContactsAsync(query, cancellationToken);

    public Task<ScanStep<Contact>> ScanAsync(ContactScan scan, int steps, CancellationToken cancellationToken) =>
        ContactScans.ReadAsync(contacts, scan, steps, cancellationToken);

    public async Task<ContactDetails?> FindAsync(long id, CancellationToken cancellationToken)
    {
        if (await contacts.FindContactAsync(id, cancellationToken) is not { } contact)
            return null;

        var createdBy = await imports.FindImportAsync(contact.CreatedBy.Import, cancellationToken);
        var changedBy = contact.ChangedBy.Import == contact.CreatedBy.Import
            ? createdBy
            : await imports.FindImportAsync(contact.ChangedBy.Import, cancellationToken);
        return new(contact, createdBy, changedBy);
    }

    public Task<bool> EditAsync(long id, ContactData seen, ContactData data, Actor actor, CancellationToken cancellationToken) =>
        editor.EditAsync(id, seen, data, actor, cancellationToken);

    public Task<ErasureResult> EraseAsync(long id, Actor actor, CancellationToken cancellationToken) => eraser.EraseAsync(id, actor, cancellationToken);

    public Task ExportAsync(ContactQuery query, Stream output, CancellationToken cancellationToken) => export.WriteAsync(query, output, cancellationToken);

    public Task ExportScanAsync(ContactScan scan, Stream output, CancellationToken cancellationToken) => export.WriteAsync(scan, output, cancellationToken);
}
