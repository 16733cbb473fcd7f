using SysCsv.Persistence;

namespace SysCsv.Portal.Queue;

/// <summary>The numbers of contacts. Counting millions takes a while: it is done again only after many times as long.</summary>
internal sealed class ContactCounts(IContactReader reader, TimeProvider clock)
{
    private const int Patience = 20;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private volatile ContactNumbers? _latest;
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>What was counted last; null before the first count.</summary>
    public ContactNumbers? Latest => _latest;

    /// <returns>What was counted last; null where no count has come to an end yet.</returns>
    public async Task<ContactNumbers?> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now < _next)
            return _latest;

        var began = clock.GetTimestamp();
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        try
        {
            return _latest = new(await reader.CountContactsAsync(cancellationToken), await reader.CountContactsSinceAsync(midnight, cancellationToken));
        }
        finally
        {
            // Also where it failed, as by a time limit of the database: it would only fail again.
            var pause = clock.GetElapsedTime(began) * Patience;
            _next = clock.GetUtcNow() + (pause > Shortest ? pause : Shortest);
        }
    }
}

/// <summary>How many contacts there are, and how many of them came today.</summary>
internal sealed record ContactNumbers(long All, long Today);
