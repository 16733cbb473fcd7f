using System.Text;
using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Imports;

/// <summary>What became of one row.</summary>
internal sealed class RowLookup(ImportList imports, KeptFiles files, RowFates fates, IFateReader reader)
{
    /// <returns>Null if the import has no such row.</returns>
    public async Task<RowReport?> FindAsync(ImportId id, long number, CancellationToken cancellationToken)
    {
        var import = await imports.FindAsync(id, cancellationToken);
        if (import is null || number < 1 || number > import.Records)
            return null;

        var account = await reader.FindRowAsync(new(id, number), cancellationToken);
        if (account.Rejected is { } rejected)
            return new(number, rejected.Line, null, account.Fate, rejected.Reason, rejected.Detail, RawText: rejected.RawText);
        if (account.Failed is { } failed)
            return new(number, failed.Line, null, account.Fate, failed.Reason, RawText: failed.RawText);
        return account.Fate == RowFate.Pending
            ? new(number, null, null, account.Fate)
            : await FindAcceptedAsync(new(id, number), cancellationToken) ?? new(number, null, null, account.Fate);
    }

    // The store keeps no text of accepted rows: as long as the file is kept it tells whose row it was.
    private async Task<RowReport?> FindAcceptedAsync(RowKey key, CancellationToken cancellationToken)
    {
        await using var file = await files.OpenAsync(key.Import, cancellationToken);
        if (file is null || !await GoToAsync(file.Reader, key.Row, cancellationToken))
            return null;

        using var messages = new RowReader(file.Reader);
        var reports = await fates.TellAsync(key.Import, [FileRow.Of(file.Reader, messages)], wanted: null, cancellationToken);
        return reports[0].Email is null ? reports[0] : reports[0] with { RawText = Encoding.UTF8.GetString(file.Reader.RawText) };
    }

    private static async Task<bool> GoToAsync(CsvRecordReader file, long row, CancellationToken cancellationToken)
    {
        while (file.RecordNumber < row)
            if (!await file.ReadAsync(cancellationToken))
                return false;
        return true;
    }
}
