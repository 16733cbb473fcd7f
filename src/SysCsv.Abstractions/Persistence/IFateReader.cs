using SysCsv.Imports;

namespace SysCsv.Persistence;

/// <summary>Tells what became of rows of an import. Safe for use from many threads.</summary>
/// <remarks>
/// Every failure is a <see cref="StoreException"/>. The store keeps no accepted row: its account says that it was accepted, and the credit of its
/// contact as what.
/// </remarks>
public interface IFateReader
{
    /// <summary>Whether a row is accounted for, and as what.</summary>
    Task<RowAccount> FindRowAsync(RowKey key, CancellationToken cancellationToken = default);

    /// <summary>Whether rows that follow one another are accounted for, and as what: an answer for each, in their order.</summary>
    /// <param name="first">The first of them, from row 1.</param>
    /// <param name="count">How many, 1 to 1,000.</param>
    Task<IReadOnlyList<RowAccount>> FindRowsAsync(RowKey first, int count, CancellationToken cancellationToken = default);

    /// <summary>What those contacts count for in an import, in no order, whose normalised e-mails are given; at most 1,000.</summary>
    /// <param name="import">The import.</param>
    /// <param name="normalizedEmails">E-mails of accepted rows of the import; one without a contact is left out.</param>
    Task<IReadOnlyList<ContactCredit>> FindCreditsAsync(
        ImportId import, IReadOnlyCollection<string> normalizedEmails, CancellationToken cancellationToken = default);
}
