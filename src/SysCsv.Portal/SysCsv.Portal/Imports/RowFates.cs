using SysCsv.Imports;
using SysCsv.Persistence;

namespace SysCsv.Portal.Imports;

/// <summary>What became of the rows of a file: what the store accounts for, told of the rows as they stand there.</summary>
internal sealed class RowFates(IFateReader reader)
{
    /// <param name="import">The import.</param>
    /// <param name="rows">Rows that follow one another, at most 1,000.</param>
    /// <param name="wanted">The only fate that matters, so that the store need not be asked for what tells the others; null if all do.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<RowReport>> TellAsync(ImportId import, IReadOnlyList<FileRow> rows, RowFate? wanted, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return [];
        var accounts = await reader.FindRowsAsync(new(import, rows[0].Number), rows.Count, cancellationToken);
        var emails = rows.Where((_, i) => IsAccepted(accounts[i])).Select(row => row.Address?.Normalized).OfType<string>().Distinct(StringComparer.Ordinal);
        var credits = wanted is RowFate.Pending or RowFate.Rejected or RowFate.Failed
            ? []
            : await reader.FindCreditsAsync(import, [.. emails], cancellationToken);
        var byEmail = credits.ToDictionary(credit => credit.Contact.NormalizedEmail, StringComparer.Ordinal);
        return [.. rows.Select((row, i) => IsAccepted(accounts[i])
            ? OfAccepted(new(import, row.Number), row, row.Address is { } email ? byEmail.GetValueOrDefault(email.Normalized) : null)
            : OfOther(row, accounts[i]))];
    }

    private static bool IsAccepted(RowAccount account) => account.Fate == RowFate.Unknown;

    private static RowReport OfAccepted(RowKey key, FileRow row, ContactCredit? credit)
    {
        // Of somebody who was erased nothing is shown, also where the file is still there.
        if (credit is null)
            return new(row.Number, row.Line, null, RowFate.Unknown);
        var winner = credit.Contact.ChangedBy;
        return new(row.Number, row.Line, row.Email, credit.FateOf(row.Number), ContactId: credit.Contact.Id, WonBy: winner == key ? null : winner);
    }

    private static RowReport OfOther(FileRow row, RowAccount account)
    {
        var stored = account.Rejected?.RawText ?? account.Failed?.RawText;
        // What an erasure took from the store is not shown from the file either.
        var email = stored is "" ? null : row.Email;
        return new(row.Number, row.Line, email, account.Fate, account.Rejected?.Reason ?? account.Failed?.Reason, account.Rejected?.Detail);
    }
}
