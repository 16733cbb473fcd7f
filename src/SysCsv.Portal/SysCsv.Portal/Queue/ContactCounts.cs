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

    public async Task<ContactNumbers> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_latest is { } latest && now < _next)
            return latest;

        var began = clock.GetTimestamp();
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var counted = new ContactNumbers(await reader.CountContactsAsync(cancellationToken), await reader.CountContactsSinceAsync(midnight, cancellationToken));
        _latest = counted;
        var pause = clock.GetElapsedTime(began) * Patience;
        _next = clock.GetUtcNow() + (pause > Shortest ? pause : Shortest);
        return counted;
    }
}

/// <summary>How many contacts there are, and how many of them came today.</summary>
internal sealed record ContactNumbers(long All, long Today);
