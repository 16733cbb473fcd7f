using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Contacts;

/// <summary>The contacts, as people and programs use them.</summary>
internal interface IContacts
{
    Task<Page<Contact>> SearchAsync(ContactQuery query, CancellationToken cancellationToken);

    /// <summary>Looks through contacts for a text, as one bounded step, or as many as fill the page or reach the end.</summary>
    /// <param name="steps">The most steps.</param>
    Task<ScanStep<Contact>> ScanAsync(ContactScan scan, int steps, CancellationToken cancellationToken);

    /// <summary>The contact with the imports that it came from; null if there is none.</summary>
    Task<ContactDetails?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>Replaces the data of a contact, as an import of one row that is the newest.</summary>
    /// <param name="seen">The data that the user saw.</param>
    /// <returns>Whether the contact is there and still held what the user saw.</returns>
    Task<bool> EditAsync(long id, ContactData seen, ContactData data, Actor actor, CancellationToken cancellationToken);

    /// <summary>Removes a person: the contact, and the e-mail's text in rejected and failed rows, dead letters and kept files.</summary>
    Task<ErasureResult> EraseAsync(long id, Actor actor, CancellationToken cancellationToken);

    /// <summary>Writes the contacts of a query as CSV, safe to open in a spreadsheet, with constant memory.</summary>
    Task ExportAsync(ContactQuery query, Stream output, CancellationToken cancellationToken);

    /// <summary>Writes the contacts that hold a text anywhere in the same form.</summary>
    Task ExportScanAsync(ContactScan scan, Stream output, CancellationToken cancellationToken);
}

/// <summary>A contact and where it came from.</summary>
internal sealed record ContactDetails(Contact Contact, Import? CreatedBy, Import? ChangedBy);

/// <summary>What an erasure reached.</summary>
/// <param name="Blocked">Imports under way whose file holds the e-mail: nothing was erased, cancel them or wait.</param>
internal sealed record ErasureResult(bool Erased, int RejectedRows, int FailedRows, int DeadLetters, int Files, IReadOnlyList<ImportId> Blocked);
