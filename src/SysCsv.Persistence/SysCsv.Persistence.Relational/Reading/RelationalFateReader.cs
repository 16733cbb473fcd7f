using Microsoft.EntityFrameworkCore;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Reading;

/// <summary>Tells fates from any relational database.</summary>
internal sealed class RelationalFateReader(StoreDatabase database) : IFateReader
{
    public async Task<RowAccount> FindRowAsync(RowKey key, CancellationToken cancellationToken = default) =>
        key.Row < 1 ? RowAccount.Pending : (await FindRowsAsync(key, 1, cancellationToken))[0];

    public Task<IReadOnlyList<RowAccount>> FindRowsAsync(RowKey first, int count, CancellationToken cancellationToken = default)
    {
        PageSize.Check(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(first.Row, 1, nameof(first));
        return database.RunAsync(context => RowAccounts.FindAsync(context, first, count, cancellationToken), cancellationToken);
    }

    public async Task<IReadOnlyList<ContactCredit>> FindCreditsAsync(
        ImportId import, IReadOnlyCollection<string> normalizedEmails, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(normalizedEmails);
        if (normalizedEmails.Count == 0)
            return [];

        PageSize.Check(normalizedEmails.Count);
        var keys = normalizedEmails.ToArray();
        return await database.RunAsync<IReadOnlyList<ContactCredit>>(
            async context =>
            {
                var policy = await context.Set<ImportRow>().Where(row => row.Id == import.Value).Select(row => (DuplicatePolicy?)row.Policy).FirstOrDefaultAsync(cancellationToken);
                var rows = await database.FindByEmail(context.Set<ContactRow>().AsNoTracking(), keys).ToListAsync(cancellationToken);
                return rows.ConvertAll(row => ContactCredits.Of(row, import, policy));
            },
            cancellationToken);
    }
}
