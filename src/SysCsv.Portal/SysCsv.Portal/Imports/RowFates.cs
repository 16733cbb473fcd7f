using System.Text;
using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Imports;

/// <summary>What became of a row.</summary>
internal sealed class RowFates(ImportList imports, KeptFiles files, IImportReader reader)
{
    /// <returns>Null if the import has no such row.</returns>
    public async Task<RowFate?> FindAsync(ImportId id, long number, CancellationToken cancellationToken)
    {
        var import = await imports.FindAsync(id, cancellationToken);
        if (import is null || number < 1 || number > import.Records)
            return null;

        var account = await reader.FindRowAsync(new(id, number), cancellationToken);
        if (account.Rejected is { } rejected)
            return new(number, RowOutcome.Rejected, rejected.Line, rejected.Reason, rejected.Detail, rejected.RawText, null);
        if (account.Failed is { } failed)
            return new(number, RowOutcome.Failed, failed.Line, failed.Reason, null, failed.RawText, null);
        return account.IsAccounted
            ? await FindAcceptedAsync(new(id, number), cancellationToken)
            : new(number, RowOutcome.Pending, null, null, null, null, null);
    }

    // The store keeps no text of accepted rows: as long as the file is kept it tells whose row it was.
    private async Task<RowFate> FindAcceptedAsync(RowKey key, CancellationToken cancellationToken)
    {
        var unknown = new RowFate(key.Row, RowOutcome.Accepted, null, null, null, null, null);
        await using var file = await files.OpenAsync(key.Import, cancellationToken);
        if (file is null)
            return unknown;
        while (file.Reader.RecordNumber < key.Row)
            if (!await file.Reader.ReadAsync(cancellationToken))
                return unknown;

        var known = unknown with { Line = file.Reader.LineNumber, RawText = Encoding.UTF8.GetString(file.Reader.RawText) };
        using var messages = new RowReader(file.Reader);
        if (EmailAddress.Parse(messages.Current().Email, out var email) is not null)
            return known;
        var contacts = await reader.FindContactsAsync([email!.Normalized], cancellationToken);
        var contact = contacts.Count > 0 ? contacts[0] : null;
        return known with { ContactId = contact?.Id, Outcome = contact?.ChangedBy == key ? RowOutcome.Kept : RowOutcome.Accepted };
    }
}
