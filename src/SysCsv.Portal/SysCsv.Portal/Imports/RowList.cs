using SysCsv.Contacts;
using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Persistence.Relational.Reading;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Imports;

/// <summary>
/// The rows of an import with their fates. The store keeps no accepted rows: the kept file is read again, in bounded steps, and the store is
/// asked about many rows at once.
/// </summary>
internal sealed class RowList(ImportList imports, KeptFiles files, IImportReader reader)
{
    private const int Chunk = 1_000;

    /// <returns>Null if there is no such import, or its file is not kept.</returns>
    public async Task<ScanStep<ListedRow>?> ReadAsync(ImportId id, RowQuery query, CancellationToken cancellationToken)
    {
        var list = Cursor.TagOf("rw", id.ToString(), query.Fate?.ToString());
        CsvPosition? from = query.After is null ? null : ReadCursor(list, query.After);
        if (await imports.FindAsync(id, cancellationToken) is not { } import)
            return null;
        await using var file = await files.OpenAsync(id, from, cancellationToken);
        if (file is null)
            return null;

        var walk = new Walk(file.Reader, import.Records ?? long.MaxValue);
        var found = new List<ListedRow>();
        var last = file.Reader.RecordNumber + query.Examine;
        while (found.Count < query.Size && file.Reader.RecordNumber < last)
        {
            var rows = await walk.ReadAsync((int)Math.Min(Chunk, last - file.Reader.RecordNumber), cancellationToken);
            foreach (var (row, listed) in rows.Zip(await ListAsync(id, rows, query.Fate, cancellationToken)))
            {
                if (query.Fate is null || listed.Fate == query.Fate)
                    found.Add(listed);
                if (found.Count == query.Size && row != rows[^1])
                    return new(found, row.Number, WriteCursor(list, row.Next));
            }

            if (walk.IsAtEnd)
                return new(found, file.Reader.RecordNumber, null);
        }

        return new(found, file.Reader.RecordNumber, WriteCursor(list, file.Reader.Next));
    }

    private static string WriteCursor(string list, CsvPosition next) => Cursor.Of(list, next.ByteOffset, next.RecordNumber, next.LineNumber);

    private static CsvPosition ReadCursor(string list, string cursor)
    {
        var numbers = Cursor.ReadNumbers(list, cursor, 3);
        return new(numbers[0], numbers[1], numbers[2]);
    }

    private async Task<IReadOnlyList<ListedRow>> ListAsync(ImportId id, List<FileRow> rows, ListedFate? wanted, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return [];
        var accounts = await reader.FindRowsAsync(new(id, rows[0].Number), rows.Count, cancellationToken);
        var accepted = rows.Where((_, i) => IsAccepted(accounts[i])).Select(row => row.Address?.Normalized).OfType<string>().Distinct(StringComparer.Ordinal);
        var credits = wanted is ListedFate.Waiting or ListedFate.Rejected or ListedFate.Failed
            ? []
            : await reader.FindCreditsAsync(id, [.. accepted], cancellationToken);
        var byEmail = credits.ToDictionary(credit => credit.Contact.NormalizedEmail, StringComparer.Ordinal);
        return [.. rows.Select((row, i) => IsAccepted(accounts[i])
            ? ToAccepted(new(id, row.Number), row, row.Address is { } email ? byEmail.GetValueOrDefault(email.Normalized) : null)
            : ToOther(row, accounts[i]))];
    }

    private static bool IsAccepted(RowAccount account) => account is { IsAccounted: true, Rejected: null, Failed: null };

    private static ListedRow ToOther(FileRow row, RowAccount account)
    {
        if (account.Rejected is { } rejected)
            return new(row.Number, row.Line, EmailOf(row, rejected.RawText), ListedFate.Rejected, rejected.Reason, rejected.Detail);
        return account.Failed is { } failed
            ? new(row.Number, row.Line, EmailOf(row, failed.RawText), ListedFate.Failed, failed.Reason)
            : new(row.Number, row.Line, row.Email, ListedFate.Waiting);
    }

    // What an erasure took from the store is not shown from the file either.
    private static string? EmailOf(FileRow row, string stored) => stored.Length == 0 ? null : row.Email;

    private static ListedRow ToAccepted(RowKey key, FileRow row, ContactCredit? credit)
    {
        // Of somebody who was erased nothing is shown, also where the file is still there.
        if (credit is null)
            return new(row.Number, row.Line, null, ListedFate.Accepted);
        var fate = credit.Kind switch
        {
            CreditKind.Unknown => ListedFate.Accepted,
            CreditKind.Inserted when credit.Row == row.Number => ListedFate.Inserted,
            CreditKind.Updated when credit.Row == row.Number => ListedFate.Updated,
            _ => ListedFate.Duplicate,
        };
        var winner = credit.Contact.ChangedBy;
        return new(row.Number, row.Line, row.Email, fate, ContactId: credit.Contact.Id, WonBy: winner == key ? null : winner);
    }

    /// <param name="Address">Null if the e-mail is not valid.</param>
    /// <param name="Next">Where the next row begins.</param>
    private sealed record FileRow(long Number, long Line, string? Email, EmailAddress? Address, CsvPosition Next);

    /// <summary>Reads on in the file, up to the last row that belongs to the import: one that was cancelled has not all of them.</summary>
    private sealed class Walk(CsvRecordReader file, long records)
    {
        public bool IsAtEnd { get; private set; }

        public async Task<List<FileRow>> ReadAsync(int count, CancellationToken cancellationToken)
        {
            using var messages = new RowReader(file);
            var rows = new List<FileRow>(count);
            while (rows.Count < count && !IsAtEnd)
            {
                IsAtEnd = file.RecordNumber >= records || !await file.ReadAsync(cancellationToken);
                if (!IsAtEnd)
                    rows.Add(ToRow(messages.Current().Email));
            }

            IsAtEnd |= file.RecordNumber >= records;
            return rows;
        }

        private FileRow ToRow(string? email) =>
            new(file.RecordNumber, file.LineNumber, email, EmailAddress.Parse(email, out var address) is null ? address : null, file.Next);
    }
}
